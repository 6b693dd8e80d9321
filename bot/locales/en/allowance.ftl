# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 The bot's owner takes no pictures outside of servers.
allowance-paused = ⏸️ Pictures are paused until a moderator resumes
allowance-paused-until = ⏸️ Pictures are paused until { $until }
# $paused is one of the two above
allowance-paused-reason = { $paused }: { $reason }
allowance-wrong-channel = 🚫 Pictures are not asked for in this channel, by the list of channels.
allowance-unknown-place = 🚫 No pictures in this channel now: the rules depend on its category or age restriction, and Discord does not tell the bot either.
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 Not in such a channel: `{ $limit }` { $value }, { $origin }
allowance-refused = 🚫 Too many refused prompts; the wait ends { $when }.
allowance-cooldown = ⏳ The cooldown ends { $when }.
allowance-no-cooldown = ✅ No cooldown is running.
allowance-used-up = 🚫 `{ $limit }` is used up.
allowance-used-up-until = 🚫 `{ $limit }` is used up, anew { $when }.
allowance-exempt = ⭐ An exempt role frees from the cooldown and the member's picture limits.
allowance-event = 🎉 Picture limits count ×{ $factor } until { $until }.

# What is left; $what is one of allowance-what
allowance-left = { $what }: **{ $left }** of { $cap } left
allowance-left-until = { $what }: **{ $left }** of { $cap } left, anew { $when }
allowance-what-member-images-per-day = Your pictures today
allowance-what-member-images-per-month = Your pictures this month
allowance-what-server-images-per-day = Pictures of the whole server today
allowance-what-server-images-per-month = Pictures of the whole server this month
allowance-what-member-usd-per-day = Your dollars today
allowance-what-member-usd-per-month = Your dollars this month
allowance-what-server-usd-per-day = Dollars of the whole server today
allowance-what-server-usd-per-month = Dollars of the whole server this month
allowance-what-member-jobs-at-once = Your commands at once
allowance-what-server-jobs-at-once = Commands of the whole server at once
allowance-what-CAP_SERVER_USD_PER_DAY = Dollars of the whole server today (the bot owner's cap)
allowance-what-CAP_SERVER_USD_PER_MONTH = Dollars of the whole server this month (the bot owner's cap)
allowance-what-CAP_USER_USD_PER_DAY = Your dollars today, everywhere (the bot owner's cap)
allowance-what-CAP_USER_IMAGES_PER_DAY = Your pictures today, in all servers
allowance-what-BUDGET_USD_PER_DAY = The bot's budget today
allowance-what-BUDGET_USD_PER_MONTH = The bot's budget this month
allowance-unlimited = No limit counts your pictures, dollars or commands here.
allowance-grant = 🎁 Granted beyond that: **{ $left }** of { $granted ->
        [one] { $granted } picture
       *[other] { $granted } pictures
    } left, until { $until }

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value }, { $origin }
# What a limit is set to: no limit
allowance-off = no limit
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] none
       *[other] at most { $n }
    }
# The same, where nothing can be chosen
allowance-none = none
allowance-allowed = allowed
allowance-not-allowed = forbidden
allowance-nsfw-anywhere = anywhere
allowance-nsfw-only = only age-restricted channels
allowance-nsfw-never = never in age-restricted channels

# The next picture
allowance-no-model = No model can paint now.
allowance-next = The next picture, by **{ $model }**, would cost up to { $cost }.
