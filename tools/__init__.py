"""What sets the project up and keeps it honest; not part of the product."""
