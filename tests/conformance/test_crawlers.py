"""Every agent that is known to be a machine, and the browsers inside apps, which are people."""

from __future__ import annotations

import crawleruseragents
import pytest

from advocacy_app.sharing import verdicts
from advocacy_app.sharing.rules import Verdict

KNOWN = [
    agent
    for entry in crawleruseragents.CRAWLER_USER_AGENTS_DATA
    for agent in entry["instances"]
]
PREVIEWS = [
    "LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "facebookexternalhit/1.1 Facebot Twitterbot/1.0",  # iMessage
    "Twitterbot/1.0",
    "WhatsApp/2.23.20.0 A",
    "WhatsApp/2",  # Signal
    "TelegramBot (like TwitterBot)",
    "Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
    "Slack-ImgProxy (+https://api.slack.com/robots)",
    "Mozilla/5.0 (compatible; Bluesky Cardyb/1.1; +mailto:support@bsky.app)",
    "http.rb/5.1.1 (Mastodon/4.3.0; +https://mastodon.nl/)",
    "Pleroma 2.6.2; https://fedi.example/ <admin@fedi.example>",
    "Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5",
    "Mozilla/5.0 (compatible; MicrosoftPreview/2.0; +https://aka.ms/MicrosoftPreview)",
    "meta-externalagent/1.1 (+https://developers.facebook.com/docs/sharing/webmasters/crawler)",
    "meta-externalfetcher/1.1",
    "Pinterest/0.2 (+https://www.pinterest.com/bot.html)",
    "Mozilla/5.0 (compatible; redditbot/1.0; +http://www.reddit.com/feedback)",
]
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 "
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP3A; wv) AppleWebKit/537.36 "
    "(KHTML, like Gecko) Version/4.0 Chrome/138.0.7204.179 Mobile Safari/537.36"
)
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
PEOPLE = [
    f"{IPHONE}(KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 [LinkedInApp]/9.30.1234",
    f"{ANDROID} [LinkedInApp]/4.1.1040",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.35.109;FBLC/nl_NL]",
    f"{ANDROID} [FB_IAB/FB4A;FBAV/480.0.0.35.109;]",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 Instagram 350.0.0.30.90 (iPhone15,2; iOS 18_6)",
    f"{ANDROID} Instagram 350.1.0.46.93 Android (35/15; 420dpi; 1080x2400; Google; Pixel 9)",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 WhatsApp/2.24.20.80",
    f"{ANDROID} WhatsApp/2.24.20.80",
    f"{ANDROID} Barcelona 345.0.0.33.109 Android",
    f"{WINDOWS}Slack/4.40.128 Chrome/128.0.6613.186 Electron/32.1.2 Safari/537.36",
    f"{WINDOWS}Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0 Teams/24193.1805.3040.8975/49",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 Teams/6.14.0",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 Outlook-iOS/2.0",
    f"{IPHONE}(KHTML, like Gecko) Mobile/15E148 Outlook-iOS/723.4132428.prod.iphone (4.2425.0)",
    f"{ANDROID} CubotBrowser/1.0",
    f"{WINDOWS}Chrome/138.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:141.0) Gecko/20100101 Firefox/141.0",
]
META = [
    f"{IPHONE}(KHTML, like Gecko) Mobile/22G100 Safari/604.1 MetaIAB Facebook",
    f"{ANDROID} MetaIAB Facebook",
    f"{ANDROID} MetaIAB",
]


def verdict(agent: str, *, is_navigation: bool = False) -> Verdict | None:
    request = verdicts.Request("GET", agent, is_navigation=is_navigation)
    return verdicts.of_request(request).verdict


def test_no_known_machine_is_taken_for_a_person() -> None:
    assert len(KNOWN) > 2000
    assert [agent for agent in KNOWN if verdict(agent) is Verdict.HUMAN] == []


def test_no_known_machine_becomes_a_person_by_saying_that_it_navigates() -> None:
    passed = {agent for agent in KNOWN if verdict(agent, is_navigation=True) is Verdict.HUMAN}
    assert all("MetaIAB" in agent for agent in passed)


@pytest.mark.parametrize("agent", PREVIEWS)
def test_who_draws_a_card_gets_the_page_for_it(agent: str) -> None:
    assert verdict(agent) is Verdict.PREVIEW


@pytest.mark.parametrize("agent", PEOPLE)
def test_browsers_and_browsers_inside_apps_are_people(agent: str) -> None:
    assert verdict(agent) is Verdict.HUMAN
    assert verdict(agent, is_navigation=True) is Verdict.HUMAN


@pytest.mark.parametrize("agent", META)
def test_the_browser_in_facebooks_app_is_a_person_when_it_navigates(agent: str) -> None:
    assert verdict(agent, is_navigation=True) is Verdict.HUMAN


def test_a_bot_in_facebooks_clothes_stays_a_bot() -> None:
    assert verdict("Googlebot/2.1 MetaIAB Facebook", is_navigation=True) is not Verdict.HUMAN
