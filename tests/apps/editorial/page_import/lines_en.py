"""For each English rule: lines of pages that it knows, and innocent sentences of articles that look like them."""

LINES: dict[str, tuple[list[str], list[str]]] = {
    "join the conversation": (
        [
            "Join the Conversation",
            "Join the conversation on this and other recent articles when you subscribe now.",
        ],
        ["Join the conversation late, her father used to say, and nobody will remember who began it."],
    ),
    "view comments": (
        ["View Comments", "View 14 Comments", "Comment icon View Comments (3)", "Show all comments"],
        ["View comments of that kind as a compliment, the old editor told his apprentices."],
    ),
    "comments": (
        ["Comments", "12 Comments", "Comments (12)"],
        ["Comments of this sort ended two careers in a week."],
    ),
    "commenting is for subscribers": (
        [
            "Commenting on this and other recent articles is just one benefit of a subscription.",
            "Comments are only open to subscribers.",
            "The comments section is available to registered users",
        ],
        ["Commenting is what she does for a living, on the radio and at funerals."],
    ),
    "comments are closed": (
        ["Comments are closed.", "Comments have been disabled for this article"],
        ["Comments are cheap."],
    ),
    "subscribe to comment": (
        [
            "Subscribe to join the conversation",
            "Please log in to comment.",
            "Sign in to leave a comment",
            "To comment, become a member: join the discussion",
        ],
        ["Subscribe to no theory, the professor told them, that you could not defend in a train."],
    ),
    "commenting as": (
        ["You are commenting as", "Not your account? Log out"],
        ["You are commenting on a thing that you have not read, he was told."],
    ),
    "leave a comment": (
        ["Leave a comment", "Post a reply"],
        ["Leave a comment like that in the minutes and somebody will frame it."],
    ),
    "sort comments": (
        ["Sort by newest", "Newest first"],
        ["Newest of all is the ferry, which has been here for nine years."],
    ),
    "signed in as": (
        ["Logged in as Anna E.", "You are signed in as ben"],
        ["Signed in a hurry in 1911, the lease has never been read by anyone."],
    ),
    "reply button": (["Reply", "Report comment", "Flag (2)"], ["Reply came there none."]),
    "comment guidelines": (
        ["Comment Guidelines", "Read our commenting guidelines here.", "Community standards"],
        ["Community standards had changed, and the hall committee had not."],
    ),
    "please follow the guidelines": (
        [
            "Please follow our comment guidelines, stay on topic, and be civil, courteous, and respectful of others’ beliefs."
        ],
        ["Please stay, he had written on the back of the ticket, and she did."],
    ),
    "I agree to the guidelines": (
        [
            "I agree to abide by the comment guidelines. (Required)",
            "By posting, you agree to our community standards.",
        ],
        ["I agree with the guidelines of the harbour board, said nobody at the meeting."],
    ),
    "we moderate comments": (
        ["Comments that contain personal attacks or advertising will be removed by the moderators."],
        ["Comments that would once have been printed were removed from the record within the hour."],
    ),
    "your user name": (
        [
            "The default username below has been generated using the first name and last initial on your subscriber account."
        ],
        ["The default username on the harbour’s computers was, for eleven years, the word harbour."],
    ),
    "user names must not offend": (
        ["Usernames may be updated at any time and must not contain inappropriate or offensive language."],
        ["Usernames must be unique, which is why the ninth Ivan of the village signs as Ivan the Late."],
    ),
    "choose a user name": (
        ["Choose a username", "Change your display name", "Username"],
        ["Change your name, and the river will still know you."],
    ),
    "delivered on days": (
        [
            "Delivered Wednesday.",
            "Delivered Monday–Friday.",
            "Delivered weekdays",
            "Sent every morning",
            "Delivered Tuesdays and Thursdays.",
            "Delivered twice a week.",
        ],
        ["Delivered Wednesday, the verdict surprised nobody who had seen the judge at lunch."],
    ),
    "monthly digest": (
        ["Monthly digest.", "Weekly newsletter"],
        ["Weekly newsletters came and went while the paper stayed."],
    ),
    "sign up for the newsletter": (
        [
            "Sign up to The Tide Table, our newsletter on islands and the sea, every Tuesday and Friday.",
            "Sign up for our newsletter",
            "Subscribe to the River Brief newsletter for a dispatch every week.",
            "Want more like this? Sign up for our weekly briefing.",
        ],
        [
            "Sign up for the choir, said the doctor, who had no newsletters to offer, only a bass section without basses."
        ],
    ),
    "in your inbox": (
        [
            "Get the best of our writing in your inbox.",
            "The top stories of the day, delivered straight to your inbox.",
        ],
        [
            "The stories that arrive in your inbox at midnight, she argues, are written for nobody, least of all for you."
        ],
    ),
    "e-mail field": (
        ["Email", "Enter your email address", "Email address *"],
        ["Email had reached the island in 2004."],
    ),
    "sign-up button": (
        ["Sign Up", "✓ Signed Up", "Unsubscribe", "✓ Signed Up Unsubscribe Select"],
        ["Sign up, they said, and he signed."],
    ),
    "unsubscribe at any time": (
        ["You can unsubscribe at any time.", "You may opt out at any time using the link in our emails."],
        ["You can cancel a ferry at any time, but not the people who are waiting for it."],
    ),
    "all newsletters": (
        ["Newsletters", "See all newsletters", "Browse our newsletters"],
        ["Newsletters are older than newspapers, and may outlive them."],
    ),
    "by submitting you agree": (
        [
            "By submitting your email, you agree to the Privacy Policy and Terms of Use and to receive email correspondence from us."
        ],
        ["By signing the treaty the two governments agreed to forget the bridge."],
    ),
    "protected by captcha": (
        ["This site is protected by reCAPTCHA and the privacy policy applies."],
        ["This site is protected by a ditch."],
    ),
    "privacy and terms": (
        [
            "Privacy Policy",
            "Privacy Policy | Terms of Use",
            "Do not sell my personal information",
            "Our privacy policy and terms of service apply.",
        ],
        ["Privacy policy was the last thing on the minister’s mind when the drone came over the fence."],
    ),
    "cookie notice": (
        [
            "We use cookies to improve your experience on this site.",
            "This website uses cookies. By continuing you accept our policy.",
        ],
        [
            "We use cookies on Sundays, says the parish clerk, because the children will not come for the sermon."
        ],
    ),
    "cookie buttons": (
        ["Accept all cookies", "Reject all", "Manage preferences"],
        ["Accept all of it, the notary advised, or none."],
    ),
    "editors' picks": (
        ["Editors’ Picks", "Editor's pick", "Most Read", "Trending Now"],
        ["Editors’ picks are a matter of taste, and his was for pieces about bridges."],
    ),
    "read more": (
        ["Read More", "Read more about rivers"],
        ["Read more about it in the archive than in the papers, she says, and you will trust neither."],
    ),
    "read more of one title": (
        ["Read more: The orchestra that plays plumbing"],
        ["Read more than one map before you cross."],
    ),
    "related articles": (
        ["Related", "Related Articles", "More from the Meridian Review", "Up next"],
        [
            "More from duty than from hope, the council met again.",
            "Related by marriage and by debt, the two families share a well.",
        ],
    ),
    "see also one title": (
        ["See also: Ten harbours", "Read next: The river"],
        ["See also how the second column never adds up."],
    ),
    "read this title": (
        ["Read: The bridge that nobody will rebuild", "[Related: The salt]"],
        ["Read aloud, the report takes four hours."],
    ),
    "share bar": (
        ["Share", "Share on Facebook", "Facebook | X | LinkedIn", "Save for later", "Print this article"],
        ["Share and share alike was the rule of the boat."],
    ),
    "reading time": (
        ["7 min read", "12-minute read", "Reading time: 5 minutes"],
        ["7 minutes later the lights went out."],
    ),
    "subscribe": (
        ["Subscribe", "Subscribe Subscribe", "Subscribe now", "Sign in", "Subscribe to continue reading."],
        ["Subscribe now or hold your peace, the collector used to say at weddings."],
    ),
    "already a subscriber": (
        ["Already a subscriber? Log In.", "Already have an account? Sign in"],
        ["Already a widow at thirty, she took over the yard."],
    ),
    "only for subscribers": (
        [
            "This article is for subscribers only.",
            "Follow topics to get straight to what you like. Exclusively for our subscribers. Log In",
            "You’ve reached your limit of free articles.",
            "You have 2 free articles left",
        ],
        ["You have read the river wrong, the pilot said."],
    ),
    "unlimited access": (
        ["Get unlimited access to the archive.", "Unlock full access for a month"],
        ["Start with full access to the cellar, the inspectors had demanded, and end with the attic."],
    ),
    "support our journalism": (
        ["Subscribe now to support our journalism.", "Support independent journalism"],
        ["Support for the bridge has never been higher."],
    ),
    "menu": (
        ["Skip to main content", "Home", "About Us | Contact Us", "Sections"],
        ["Home is where the ferry ties up."],
    ),
    "advertisement": (
        ["Advertisement", "Story continues below", "Sponsored content"],
        ["Advertising paid for the lamp, and for the man who lit it."],
    ),
    "copyright line": (
        ["© 2025, The Meridian Review. All rights reserved.", "Copyright 2025 Harbour Weekly"],
        ["Copyright in the song lapsed in 1961."],
    ),
    "printed issue": (
        [
            "This article appears in the Fall 2025 print issue.",
            "A version of this article originally appeared in the May edition of the magazine.",
            "From the Spring 2024 issue",
        ],
        ["This article of faith appeared first in the speeches of his grandfather."],
    ),
    "topics": (
        ["Topics: rivers, borders", "Filed under: Cities"],
        ["Topics at dinner ran from herring to heresy."],
    ),
    "on the list": (
        ["You’re on the list! More ways to stay updated on global news:"],
        ["You’re on the list of those whom the river owes."],
    ),
    "sign up for its name": (
        ["Sign up for World Brief"],
        ["Sign up for the choir and you will never be alone."],
    ),
    "blurb with its days": (
        ["Our flagship evening newsletter, written by Ola Finn. Delivered weekdays."],
        ["The judge had promised a verdict before the fair, and it was delivered Wednesday."],
    ),
    "follow button": (["Follow", "Following"], ["Follow the river and you will find the ministry."]),
}
