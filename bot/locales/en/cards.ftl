# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ Next in line · ready { $when }
# $position is 2 or more
card-waiting = ⏳ Number { $position } in line · ready { $when }
card-painting = 🎨 Painting with **{ $model }** · started { $when }
# Below it, above the button that cancels
card-cancel-counts = It has been sent, so it counts for you even if you cancel it now.
card-fitting = 📦 Painted; making it small enough for this place · started { $when }

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = auto
card-style = style { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = seed { $seed }
# Of the pictures that a member may have on one day
card-left = { $left } of { $of } left today

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $came } of { $asked } pictures came. { $missing ->
        [one] The other one does not count for you.
       *[other] The others do not count for you.
    }
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $came } of { $asked } pictures came. { $counted ->
        [one] One more had been sent when you cancelled, and it counts for you.
       *[other] { $counted } more had been sent when you cancelled, and they count for you.
    }
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = In all, { $cost } was charged.
card-other-pixels = The model answered with { $width }×{ $height } pixels instead of { $ratio }.
# The names of options stay as they are in the command
card-left-out = This model has no `{ $option }` setting, so that was left out.
# A style of another server, or one that was removed
card-style-missing = The default style { $style } does not exist here, so it was left out.
card-thrifty = The bot's budget is nearly used, so a cheaper model painted.
# $model is a model's id
card-gone = { $model } is gone; its successor painted.
card-failed-over = { $model } was not available, so its successor painted.
# $format is a kind of file, such as WEBP
card-refitted = The original was too large for this place, so this is a { $format } of { $width }×{ $height } pixels.
card-restored = It took longer, since the bot was restarted in between.

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = Generated image: { $prompt }
card-alt = Generated image { $number } of { $of }: { $prompt }

# The bot is being stopped
card-postponed-painted = 🔁 The bot stops for now. Your picture is painted, and shown when the bot is back.
card-postponed = 🔁 The bot stops for now and paints this picture when it is back. If that takes too long, it is given up { $when }; nothing was charged so far.

# Tells a member who waited for long how it ended
card-ready = { $mention } your picture is ready: { $link }
card-not-painted = { $mention } your picture was not painted: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-painted = **Not shown:** the picture of { $mention } was painted, but Discord did not take it. It does not count against their pictures; they can ask again where the bot may write and attach files. Its reference is { $reference }.
card-undelivered = **Not shown:** { $mention } asked for a picture, none came, and Discord did not take the bot's answer about that. It does not count against their pictures; they can ask again. Its reference is { $reference }.

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention } your private picture is painted, but your direct messages are closed to the bot. Take it with { $command }, or allow direct messages from this server; the bot tries again every 15 minutes and gives up { $when }.
card-unreachable-over = { $mention } what you asked for in private has ended without a picture, and your direct messages are closed to the bot. It does not count against your pictures. Allow direct messages from this server and ask again.
