# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, timedelta

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.sanitize import sanitize
from odoo.addons.social_care.tools.values import Media

from ..tools import at_uri, jwt, posts, tid

OURS, THEIRS = "did:plc:ours", "did:plc:theirs"
URI = f"at://{THEIRS}/app.bsky.feed.post/3kaaaaaaaaa2a"
OUR_URI = f"at://{OURS}/app.bsky.feed.post/3kaaaaaaaaa2b"
LINK = "app.bsky.richtext.facet#link"


def view(embed=None, **record):
    """A post view as the network gives it."""
    return {
        "uri": URI,
        "cid": "bafyreia",
        "author": {
            "did": THEIRS,
            "handle": "bob.test",
            "displayName": "Bob",
            "avatar": "https://cdn.example/bob.jpg",
            "followersCount": 7,
        },
        "record": {
            "$type": "app.bsky.feed.post",
            "text": "Hello",
            "createdAt": "2026-05-04T12:00:00.123Z",
            **record,
        },
        "indexedAt": "2026-05-04T12:00:01.456Z",
        **({"embed": embed} if embed else {}),
    }


def reply(root, parent):
    return {"root": {"uri": root, "cid": "r"}, "parent": {"uri": parent, "cid": "p"}}


class TestPosts(BaseCase):
    def parse(self, *args, **kwargs):
        return posts.make_post(view(*args, **kwargs), OURS)

    def media(self, embed=None, **record):
        return list(self.parse(embed, **record).media)

    def test_post(self):
        post = self.parse(langs=["en-GB", "fr"])
        self.assertEqual(post.external_id, URI)
        self.assertEqual(post.thread_external_id, URI)
        self.assertEqual(post.parent_external_id, "")
        self.assertEqual(
            (post.kind, post.text, post.language), ("post", "Hello", "en-GB")
        )
        self.assertEqual(post.posted_at, datetime(2026, 5, 4, 12, 0, 1, 456000))
        self.assertEqual(
            post.url, "https://bsky.app/profile/bob.test/post/3kaaaaaaaaa2a"
        )
        self.assertFalse(sanitize(post).private)

    def test_author(self):
        author = self.parse().author
        self.assertEqual((author.external_id, author.handle), (THEIRS, "bob.test"))
        self.assertEqual((author.name, author.followers), ("Bob", 7))
        self.assertEqual(author.avatar_url, "https://cdn.example/bob.jpg")
        self.assertEqual(author.url, "https://bsky.app/profile/bob.test")
        self.assertFalse(author.verified)

    def test_author_who_tells_little(self):
        for person in ({"did": THEIRS, "handle": "handle.invalid"}, {}, None, "bob"):
            author = posts.read_author({**view(), "author": person})
            self.assertEqual((author.name, author.avatar_url), ("", ""))
            self.assertEqual(author.external_id, THEIRS)
        self.assertEqual(author.url, f"https://bsky.app/profile/{THEIRS}")

    def test_author_verified(self):
        for field in ("verifiedStatus", "trustedVerifierStatus"):
            person = {
                "did": THEIRS,
                "handle": "bob.test",
                "verification": {field: "valid"},
            }
            self.assertTrue(posts.read_author({**view(), "author": person}).verified)

    def test_the_author_is_whose_repository_it_is(self):
        person = {"did": OURS, "handle": "brand.test"}
        author = posts.read_author({**view(), "author": person})
        self.assertEqual(author.external_id, THEIRS)

    def test_comment_under_our_post(self):
        post = self.parse(reply=reply(OUR_URI, OUR_URI))
        self.assertEqual(post.kind, "comment")
        self.assertEqual(post.thread_external_id, OUR_URI)
        self.assertEqual(post.parent_external_id, OUR_URI)

    def test_reply_in_somebody_elses_conversation(self):
        root = f"at://{THEIRS}/app.bsky.feed.post/3kaaaaaaaaa2c"
        post = self.parse(reply=reply(root, OUR_URI))
        self.assertEqual(post.kind, "post")
        self.assertEqual(post.thread_external_id, root)

    def test_images(self):
        images = [
            {"fullsize": "https://cdn.example/1.jpg", "alt": "A box", "thumb": "t"}
        ]
        self.assertEqual(
            self.media({"$type": "app.bsky.embed.images#view", "images": images}),
            [Media("https://cdn.example/1.jpg", "image", "A box")],
        )

    def test_gallery_and_video(self):
        items = [{"fullsize": "https://cdn.example/1.jpg", "alt": ""}]
        self.assertEqual(
            self.media({"$type": "app.bsky.embed.gallery#view", "items": items}),
            [Media("https://cdn.example/1.jpg")],
        )
        video = "https://video.example/list.m3u8"
        self.assertEqual(
            self.media({"$type": "app.bsky.embed.video#view", "playlist": video}),
            [Media(video, "video")],
        )

    def test_card_and_link_of_the_text_are_one(self):
        external = {"uri": "https://a.example/long", "title": "Long", "description": ""}
        facet = {"features": [{"$type": LINK, "uri": "https://a.example/long"}]}
        self.assertEqual(
            self.media(
                {"$type": "app.bsky.embed.external#view", "external": external},
                facets=[facet],
            ),
            [Media("https://a.example/long", "link", "Long")],
        )

    def test_link_that_is_none(self):
        facet = {"features": [{"$type": LINK, "uri": "javascript:alert(1)"}]}
        self.assertEqual(self.media(facets=[facet]), [])

    def test_quote_is_a_link_and_its_own_conversation(self):
        post = self.parse(self.quote())
        self.assertEqual(post.thread_external_id, URI)
        self.assertEqual(post.parent_external_id, "")
        url = "https://bsky.app/profile/brand.test/post/3kaaaaaaaaa2b"
        self.assertEqual(list(post.media), [Media(url, "link", "Our news")])

    def test_quote_with_image(self):
        images = [{"fullsize": "https://cdn.example/1.jpg", "alt": ""}]
        embed = {
            "$type": "app.bsky.embed.recordWithMedia#view",
            "media": {"$type": "app.bsky.embed.images#view", "images": images},
            "record": self.quote(),
        }
        self.assertEqual([m.kind for m in self.media(embed)], ["image", "link"])

    def test_quote_of_what_is_gone(self):
        record = {
            "$type": "app.bsky.embed.record#viewNotFound",
            "uri": OUR_URI,
            "notFound": True,
        }
        embed = {"$type": "app.bsky.embed.record#view", "record": record}
        self.assertEqual(self.media(embed), [])

    def test_embed_of_the_future(self):
        self.assertEqual(self.media({"$type": "app.bsky.embed.hologram#view"}), [])

    def test_sort_time_follows_the_author_but_not_into_the_future(self):
        seen = datetime(2026, 5, 4, 12, 0, 1, 456000)
        back = datetime(2026, 5, 4, 9)
        self.assertEqual(
            posts.sort_time(view(createdAt="2026-05-04T11:00+02:00")), back
        )
        self.assertEqual(posts.sort_time(view(createdAt="2036-01-01T00:00:00Z")), seen)
        for odd in ("yesterday", None, 5.5e300, "9999-12-31T23:59:59-12:00", []):
            self.assertEqual(posts.sort_time(view(createdAt=odd)), seen)
        self.assertIsNone(posts.sort_time({"record": None}))

    def test_when_it_arrived_is_not_the_authors_to_say(self):
        rkey = tid.encode(
            int(datetime(2026, 5, 4, 13, tzinfo=UTC).timestamp() * 10**6), 0
        )
        late = {**view(createdAt="2006-01-01T00:00:00Z"), "uri": f"{URI[:-13]}{rkey}"}
        late["indexedAt"] = "2006-01-01T00:00:00Z"
        self.assertEqual(posts.get_arrival(late), tid.decode(rkey))
        late["indexedAt"] = "2026-05-05T12:00:00Z"
        self.assertEqual(posts.get_arrival(late), datetime(2026, 5, 5, 12))

    def test_an_answer_to_what_has_no_address_stands_alone(self):
        for root in ("at://did:plc:x", "x", None, 5, "at://did:plc:a/b/c/d", ""):
            post = self.parse(reply=reply(root, OUR_URI))
            self.assertEqual(post.parent_external_id, "")
            self.assertEqual(post.thread_external_id, URI)
            self.assertEqual(post.kind, "post")
        for odd in (None, [], "x", {"root": None}, {"root": {}, "parent": 5}):
            self.assertEqual(self.parse(reply=odd).thread_external_id, URI)

    def test_a_post_without_words_is_heard(self):
        payload = view()
        del payload["record"]["text"]
        self.assertEqual(posts.make_post(payload, OURS).text, "")

    def test_a_text_that_is_none_is_said_to_be_none(self):
        for text in (None, 5, ["a"], {"a": 1}):
            with self.assertRaisesRegex(Unreadable, "something else for its text"):
                self.parse(text=text)

    def test_media_of_media_of_media(self):
        embed = {"$type": "app.bsky.embed.recordWithMedia#view", "record": {}}
        for _level in range(500):
            embed = {**embed, "media": embed}
        self.assertEqual(self.media(embed), [])

    def quote(self):
        return {
            "$type": "app.bsky.embed.record#view",
            "record": {
                "$type": "app.bsky.embed.record#viewRecord",
                "uri": OUR_URI,
                "author": {"did": OURS, "handle": "brand.test"},
                "value": {"text": "Our news"},
            },
        }


class TestAtUri(BaseCase):
    def test_there_and_back(self):
        self.assertEqual(str(at_uri.parse(URI)), URI)
        self.assertEqual(at_uri.parse(URI).did, THEIRS)

    def test_anything_else(self):
        for uri in ("", "https://a/b/c", f"at://{THEIRS}", f"{URI}/more", "at:///a/b"):
            with self.assertRaises(ValueError):
                at_uri.parse(uri)
            self.assertFalse(at_uri.is_valid(uri))
        for odd in (None, 5, [], f"{URI}?", f"{URI} ", "at://did:plc:é/a.b/c"):
            self.assertFalse(at_uri.is_valid(odd), odd)
        self.assertTrue(at_uri.is_valid(URI))

    def test_web_url_without_handle(self):
        url = f"https://bsky.app/profile/{THEIRS}/post/3kaaaaaaaaa2a"
        self.assertEqual(at_uri.build_web_url(URI), url)
        self.assertEqual(at_uri.build_web_url(URI, "handle.invalid"), url)


class TestTid(BaseCase):
    def test_known_values(self):
        self.assertEqual(tid.encode(0, 0), "2222222222222")
        self.assertEqual(tid.encode(0, 1023), "22222222222zz")
        self.assertEqual(tid.encode(1, 0), "2222222222322")

    def test_its_time_can_be_read(self):
        moment = datetime(2026, 5, 4, 12, 0, 0, 123456)
        microseconds = int((moment - datetime(1970, 1, 1)) / timedelta(microseconds=1))
        self.assertEqual(tid.decode(tid.encode(microseconds, 7)), moment)
        for other in ("self", "", "zzzzzzzzzzzzz", "2222222222222x", "UPPERCASE2222"):
            self.assertIsNone(tid.decode(other))

    def test_form(self):
        self.assertRegex(tid.create(), r"^[2-7a-j][2-7a-z]{12}$")

    def test_sorts_by_time(self):
        keys = [tid.encode(10**15 + step, 1023 - step) for step in range(100)]
        self.assertEqual(keys, sorted(keys))

    def test_unlike_each_other(self):
        self.assertEqual(len({tid.create() for _ in range(1000)}), 1000)


class TestJwt(BaseCase):
    TOKEN = "e30.eyJleHAiOjE3Nzc4OTYwMDAsInNjb3BlIjoieCJ9.sig"

    def test_claims(self):
        self.assertEqual(jwt.read_claims(self.TOKEN), {"exp": 1777896000, "scope": "x"})
        self.assertEqual(jwt.read_expiry(self.TOKEN), datetime(2026, 5, 4, 12))

    def test_what_is_no_token_is_over(self):
        for token in ("", "x", "a.b.c", "a.e30.c"):
            self.assertEqual(jwt.read_expiry(token), datetime(1970, 1, 1))
