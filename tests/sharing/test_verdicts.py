from __future__ import annotations

import pytest

from advocacy_app.sharing import verdicts
from advocacy_app.sharing.rules import Verdict
from advocacy_app.sharing.verdicts import Request, Visit

BROWSER = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.6 Safari/605.1.15"


@pytest.mark.parametrize(
    ("request_", "verdict", "reason"),
    [
        (Request("HEAD", BROWSER), None, "head"),
        (Request("HEAD", "LinkedInBot/1.0"), None, "head"),
        (Request("GET", BROWSER, purpose="prefetch"), Verdict.PREFETCH, "prefetch"),
        (Request("GET", BROWSER, purpose="prefetch;prerender"), Verdict.PREFETCH, "prefetch"),
        (Request("GET", BROWSER, purpose="preview"), Verdict.PREFETCH, "prefetch"),
        (Request("GET", "", purpose="prefetch"), Verdict.PREFETCH, "prefetch"),
        (Request("GET", ""), Verdict.BOT, "no_agent"),
        (Request("GET", "   "), Verdict.BOT, "no_agent"),
        (Request("GET", f"{BROWSER} MetaIAB", is_navigation=True), Verdict.HUMAN, ""),
        (Request("GET", "LinkedInBot/1.0"), Verdict.PREVIEW, "agent"),
        (Request("GET", "LinkedInBot/1.0", is_partial=True), Verdict.PREVIEW, "agent"),
        (Request("GET", "curl/8.5.0"), Verdict.BOT, "agent"),
        (Request("GET", "python-requests/2.32"), Verdict.BOT, "agent"),
        (Request("GET", BROWSER, is_partial=True), Verdict.BOT, "range"),
        (Request("GET", BROWSER), Verdict.HUMAN, ""),
        (Request("GET", BROWSER, is_navigation=True), Verdict.HUMAN, ""),
    ],
)
def test_the_first_rule_that_fits_a_request_decides(
    request_: Request, verdict: Verdict | None, reason: str
) -> None:
    found = verdicts.of_request(request_)
    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize(
    ("visit", "verdict", "reason"),
    [
        (Visit(), Verdict.HUMAN, ""),
        (Visit(is_own=True), Verdict.OWN, "session"),
        (Visit(is_own=True, is_repeat=True, is_burst=True), Verdict.OWN, "session"),
        (Visit(is_repeat=True), Verdict.DUPLICATE, "same_visitor"),
        (Visit(is_repeat=True, is_burst=True), Verdict.DUPLICATE, "same_visitor"),
        (Visit(is_burst=True), Verdict.BOT, "burst"),
    ],
)
def test_the_first_rule_that_fits_a_visit_decides(
    visit: Visit, verdict: Verdict, reason: str
) -> None:
    found = verdicts.of_visit(visit)
    assert (found.verdict, found.reason) == (verdict, reason)


@pytest.mark.parametrize("rule", verdicts.REQUEST_RULES)
def test_every_rule_is_reached_by_some_request(rule: verdicts.RequestRule) -> None:
    """A rule that an earlier one always hides would look as if it worked."""
    samples = [
        Request("HEAD", BROWSER),
        Request("GET", BROWSER, purpose="prefetch"),
        Request("GET", ""),
        Request("GET", f"{BROWSER} MetaIAB", is_navigation=True),
        Request("GET", "Twitterbot/1.0"),
        Request("GET", "curl/8.5.0"),
        Request("GET", BROWSER, is_partial=True),
    ]
    first = [next(r for r in verdicts.REQUEST_RULES if r.fits(sample)) for sample in samples]
    assert rule in first


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("nonsense", "nonsense"),
        ("non:sense", "non:sense"),
        ("", ""),
    ],
)
def test_an_address_goes_into_the_hash_as_a_network(address: str, network: str) -> None:
    assert verdicts.network_of(address) == network


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 1, "peer"),
        ("a", 0, "peer"),
        ("a", 1, "a"),
        ("made-up, a", 1, "a"),
        ("made-up, a, b", 2, "a"),
        ("a", 2, "a"),
        ("made-up, ", 1, "peer"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(
    forwarded: str, proxies: int, address: str
) -> None:
    assert verdicts.client_address("peer", forwarded, proxies) == address
