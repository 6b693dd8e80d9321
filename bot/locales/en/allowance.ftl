# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 Blocked from creating images (case { $number })
allowance-blocked-until = 🚫 Blocked from creating images until { $until } (case { $number })
allowance-outside = 🚫 This bot only works in servers, not in DMs.
allowance-paused = ⏸️ Image creation is paused until a moderator turns it back on
allowance-paused-until = ⏸️ Image creation is paused until { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 Images can't be created in this channel (server setting).
allowance-unknown-channel = 🚫 Images can't be created in this channel right now: a limit depends on its category or age restriction, and Discord doesn't tell the bot.
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 Not allowed in this channel. { $limit }: { $value } ({ $origin })
allowance-refused = 🚫 Too many rejected prompts. Wait over: { $when }
allowance-cooldown = ⏳ Cooldown over: { $when }
allowance-no-cooldown = ✅ No cooldown is running.
allowance-used-up = 🚫 Used up: { $limit }
allowance-used-up-until = 🚫 Used up: { $limit }; resets { $when }
allowance-exempt = ⭐ Exempt role: no cooldown and no personal image limits.
allowance-event = 🎉 Image limits are multiplied by { $factor } until { $until }.

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what }: **{ $left }** of { $cap } left
allowance-left-until = { $bar } { $what }: **{ $left }** of { $cap } left, resets { $when }
# Whose count it is, what is counted, and how long
allowance-what = { $whose ->
        [bot] The bot's { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        }
        [server] This server's { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        }
        [capped-server] This server's { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        } (owner's cap)
        [user] In all servers, your { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        }
       *[member] Your { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        }
    } { $span ->
        [day] today
        [month] this month
       *[now] in progress
    }
allowance-unlimited = You have no limits here.
allowance-grant = 🎁 Bonus images: **{ $left }** of { $granted } left, until { $until }

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit }: { $value } ({ $origin })
# What a limit is set to: no limit
allowance-off = no limit
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] none allowed
       *[other] at most { $n }
    }
# The same, where nothing can be chosen
allowance-none = none allowed
allowance-allowed = allowed
allowance-not-allowed = not allowed
allowance-nsfw-anywhere = allowed
allowance-nsfw-only = images only there
allowance-nsfw-never = no images there

# The next image
allowance-no-model = No model is available right now.
allowance-next = Your next image with **{ $model }** costs up to { $cost }.
