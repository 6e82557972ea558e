"""What happens at a tracked link: who came, written down before anybody is sent on."""
