# The panel of /setup. $channel is a mention, $command the name of the command that creates images.
# ✓ means fine, ! needs attention, ✗ means that something is missing; each line also says it in words.

setup-title = ## Set up the bot
# $when is written by Discord: "2 minutes ago"
setup-channel = **{ $channel }** · checked { $when }

# The bot's permissions in the channel
setup-view-good = ✓ *View Channel* is allowed.
setup-view-bad = ✗ *View Channel* is missing: Discord hides this channel from the bot, and the bot's other permissions have no effect here.
setup-send-good = ✓ *Send Messages* is allowed.
setup-send-bad = ✗ *Send Messages* is missing: the bot can't post here by itself.
setup-attach-good = ✓ *Attach Files* is allowed.
setup-attach-bad = ✗ *Attach Files* is missing: what the bot posts by itself can't have an image.
setup-threads-good = ✓ *Send Messages in Threads* is allowed.
setup-threads-warning = ! *Send Messages in Threads* is missing: the bot can't post by itself in this channel's threads.
setup-threads-bad = ✗ *Send Messages in Threads* is missing: the bot can't post here by itself.
# What these permissions mean for members and moderators
setup-late-good = Members get all their images here, even if one takes longer than 15 minutes. Moderators can allow requests that the filter holds.
setup-late-bad = Members get images as replies to their commands, which need no permission. But an image that takes longer than 14 minutes is refunded, and a request that the filter would hold for moderators is refused.
setup-unknown = ! Discord didn't say what the bot is allowed to do here. Press *Test image* to find out.
setup-forum = In a forum, members create images inside posts. Choose a post to send a test image.
setup-age-open = ✓ Not age-restricted.
setup-age-restricted = ! Age-restricted: only adults can open this channel.
setup-age-unknown = ! Whether it is age-restricted is not known: Discord hides the channel around this thread from the bot.

# Who can use commands in the channel
setup-members-everyone = ✓ Everyone can use `/{ $command }` here: all members have *Use Application Commands*.
setup-members-roles = ! Only members with a role that allows *Use Application Commands* can use `/{ $command }` here.
setup-members-hidden = ! Not everyone sees this channel: members who do can use `/{ $command }` if a role allows *Use Application Commands*.
setup-members-unknown = ! Who can use `/{ $command }` here is not known: Discord hides this channel from the bot, or doesn't respond.
setup-integrations = -# *Server Settings → Integrations* can hide commands from members, roles and channels as well. Discord doesn't tell the bot about that.

# What holds for images in the channel and in the server
setup-images-allowed = ✓ `/{ $command }` creates images here.
setup-images-paused = ✗ No images are created now: the server is paused. `/limits resume` ends the pause.
setup-images-list = ✗ No images are created here: this channel isn't one of the server's channels for images.
setup-images-unknown = ! No images are created here now: a rule depends on the channel's category or age restriction, which the bot can't see. Allow *View Channel* in the channel around this thread.
setup-images-used-up = ✗ No images are created now: *{ $limit }* is used up.
setup-images-rating = ✗ No images are created here: a limit depends on the channel's age restriction. See *Age-restricted channels* in *Limits*.
setup-limits = Limits here, for members without special roles: cooldown **{ $cooldown }**, images per member per day **{ $images }**, dollars per server per day **{ $dollars }**.
setup-budget-good = ✓ Dollars left for the server today: **{ $left }** of { $cap }
setup-budget-good-until = ✓ Dollars left for the server today: **{ $left }** of { $cap } (resets { $when })
setup-budget-bad = ✗ Dollars left for the server today: **{ $left }** of { $cap }
setup-budget-bad-until = ✗ Dollars left for the server today: **{ $left }** of { $cap } (resets { $when })
setup-language-server = Public messages are in the server's language.
setup-language-own = Public messages are in this language: **{ $language }**

# The names of languages, each in its own language
language-name = { $code ->
    [de] Deutsch
    [fr] Français
    [es] Español
    [pt-BR] Português (Brasil)
    [ja] 日本語
   *[en] English
}

# Controls
placeholder-setup-channel = Check a channel, thread or post…
placeholder-setup-allowed = { $mode ->
    [only] Channels for images; choose none for all channels
    [except] Channels without images; choose none to allow all
   *[anywhere] Create images only in these channels…
}
placeholder-setup-language = Language of public messages
option-setup-language = The server's language on Discord
button-setup-test = Test image
button-setup-limits = Limits
button-setup-filter = Filter
button-setup-log = Log
setup-many-channels = The list of channels is too long for this menu. Use `/limits channels`.
setup-channels-done = This applies from the next request on.
setup-language-done = This applies to new public messages. Replies that only one member sees stay in that member's language.
setup-channels-changed = ! Nothing was changed: another moderator changed the list in the meantime. The menu shows it as it is now.

# The test image; the message is deleted at once
setup-test-message = Test image of `/setup`. The bot deletes it right away.
setup-test-edited = Test image of `/setup`, edited. The bot deletes it right away.
setup-test-alt = A sun over hills
setup-test-done = ✓ The test worked: the bot sent an image, edited its message and deleted it. It cost nothing.
setup-test-shown = ! The bot sent an image and edited its message, but couldn't delete it.
# $permissions is a list of setup-permission-…
setup-test-missing = ✗ The test failed: in { $channel }, the bot needs { $permissions }.
setup-test-private-thread = ✗ The test failed: the bot isn't a member of the private thread { $channel }. Mention the bot there to add it.
setup-test-locked = ✗ The test failed: { $channel } is locked. Unlock it, then test again.
setup-test-gone = ✗ The test failed: this channel no longer exists. Choose another one.
setup-test-outage = ! The test has no result: Discord didn't respond in time. If a test image appears in { $channel }, delete it, and test again later.
setup-test-refused = ✗ The test failed: Discord rejected it (code { $code }), although the bot has the permissions. Check whether a moderator gave the bot a timeout.
# $link leads to the message
setup-test-left = Delete the test image yourself: { $link }
setup-permission-view = View Channel
setup-permission-send = Send Messages
setup-permission-attach = Attach Files
setup-permission-threads = Send Messages in Threads
