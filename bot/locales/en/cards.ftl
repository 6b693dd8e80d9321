# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ Next in the queue · ready { $when }
# $position is 2 or more
card-waiting = ⏳ Number { $position } in the queue · ready { $when }
card-generating = 🎨 Generating with **{ $model }** · started { $when }
# Below it, above the button that cancels
card-cancel-counts = This request has been sent, so it counts toward your limits even if you cancel.
card-fitting = 📦 Generated; reducing the file size to upload it here · started { $when }

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = auto ratio
card-style = style { $style }
# $seed is a number that reproduces the image
card-seed = seed { $seed }
# Of the images that a member may have on one day
card-left = { $left } of { $of ->
        [one] { $of } image
       *[other] { $of } images
    } left today

# Notes under an image
# Some of several images are missing, and do not count
card-missing = Got { $came } of { $asked } images. { $missing ->
        [one] The missing one doesn't count toward your limits.
       *[other] The missing ones don't count toward your limits.
    }
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = Got { $came } of { $asked } images. { $counted ->
        [one] One more had already been sent when you canceled, so it counts toward your limits.
       *[other] { $counted } more had already been sent when you canceled, so they count toward your limits.
    }
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = The total charge was { $cost }.
card-other-pixels = The model returned { $width }×{ $height } pixels instead of { $ratio }.
# The names of options stay as they are in the command
card-left-out = This model doesn't support `{ $option }`, so it was ignored.
# A style of another server, or one that was removed
card-style-missing = Your default style { $style } isn't available here, so it was ignored.
card-thrifty = The bot's budget is almost used up, so a cheaper model was used.
# $model is a model's id
card-gone = { $model } is no longer available, so its successor was used.
card-failed-over = { $model } was unavailable, so its successor was used.
# $format is a kind of file, such as WEBP
card-refitted = The original was too large to upload here, so this is a { $format } with { $width }×{ $height } pixels.
card-restored = This took longer because the bot restarted.

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = Generated image: { $prompt }
card-alt = Generated image { $number } of { $of }: { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention } { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 The bot is restarting. Your image is ready and will be delivered afterwards.
card-postponed = 🔁 The bot is restarting and will create your image afterwards. If it isn't back in time, the request expires { $when }. Nothing has been charged.

# Tells a member who waited for long how it ended
card-ready = { $mention } your image is ready: { $link }
card-not-generated = { $mention } your image couldn't be created: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **Not delivered:** the image for { $mention } was generated, but Discord didn't accept it. It doesn't count toward their limits. They can try again in a channel where the bot can send messages and attach files. Reference: { $reference }.
card-undelivered = **Not delivered:** the image for { $mention } couldn't be created, and Discord didn't accept the bot's reply about it. It doesn't count toward their limits. They can try again. Reference: { $reference }.

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention } your private image is ready, but the bot can't send you direct messages. Get it with { $command }, or allow direct messages from this server. The bot tries again every 15 minutes and stops { $when }.
card-unreachable-over = { $mention } your private request ended without an image, and the bot can't send you direct messages. It doesn't count toward your limits. Allow direct messages from this server and try again.
