# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] Bot { $measure ->
            [images] images
            [money] budget
           *[jobs] requests
        }
        [member] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requests
        } per member
        [user] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requests
        } per user in all servers
        [server] { $measure ->
            [images] Images
            [money] Dollars
           *[jobs] Requests
        } per server
       *[capped-server] { $measure ->
            [images] Owner's cap on images
            [money] Owner's cap on dollars
           *[jobs] Owner's cap on requests
        } per server
    } { $span ->
        [day] per day
        [month] per month
       *[now] at once
    }
limit-name-cooldown = Cooldown
limit-name-models = Models
limit-name-sizes = Sizes
limit-name-count = Images per request
limit-name-references = Attached images per request
limit-name-private = Private images
limit-name-nsfw = Age-restricted channels

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] set by the bot's owner
        [server] set for this server
        [category] set for the category { $mention }
        [channel] set for { $mention }
       *[role] set for the role { $mention }
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = That is the limit `{ $rule }`, { $origin }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = That is the limit `{ $rule }`, { $origin }, and it starts anew { $when }.

# What to do
limit-todo-ask-moderator = Nothing was charged; ask a moderator about it.
limit-todo-ask-owner = Nothing was charged; ask the bot's owner about it.
limit-todo-less = Nothing was charged; ask for less or a cheaper model.
limit-todo-when-done = Nothing was charged; ask again when one is done.
limit-todo-then = Nothing was charged; ask again then.
limit-todo-then-or-cheaper = Nothing was charged; ask again then, or for a cheaper model.
limit-todo-choose = Nothing was charged; choose one that is allowed.
limit-todo-fewer = Nothing was charged; ask again with fewer.
limit-todo-without = Nothing was charged; ask again without.
limit-todo-not-private = Nothing was charged; ask again without `private`.
limit-todo-other-channel = Nothing was charged; ask again in another channel.

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] No pictures are allowed for you.
        [server] No pictures are allowed in this server.
       *[bot] No pictures are allowed.
    }
limit-none-money = { $whose ->
        [member] No money may be spent on pictures for you.
        [server] No money may be spent on pictures in this server.
       *[bot] No money may be spent on pictures.
    }
limit-none-jobs = { $whose ->
        [member] No commands are allowed for you.
        [server] No commands are allowed in this server.
       *[bot] No commands are allowed.
    }

# One wish is more than the whole limit
limit-too-much-pictures = You asked for { $asked ->
        [one] { $asked } picture
       *[other] { $asked } pictures
    }, but the limit is only { $cap } in all.
limit-too-much-money = This may cost up to { $asked }, but the limit is only { $cap } in all.
limit-too-much-jobs = You asked for { $asked ->
        [one] { $asked } command
       *[other] { $asked } commands
    } at once, but the limit is only { $cap }.

# Too many at once
limit-under-way-member = { $used ->
        [one] { $used } command of yours is
       *[other] { $used } commands of yours are
    } still under way, and { $cap ->
        [one] { $cap } at once is
       *[other] { $cap } at once are
    } allowed.
limit-under-way-server = In this server { $used ->
        [one] { $used } command is
       *[other] { $used } commands are
    } under way, and { $cap ->
        [one] { $cap } at once is
       *[other] { $cap } at once are
    } allowed.

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }.
limit-used-up-more = { $used }, and you asked for { $more } more.
limit-used-up-cost = { $used }, and this may cost up to { $cost }.
limit-used-member-pictures = You have used { $used } of your { $cap ->
        [one] { $cap } picture
       *[other] { $cap } pictures
    } { $span ->
        [day] today
        [month] this month
       *[everywhere] today in all servers together
    }
limit-used-member-money = You have used { $used } of your { $cap } { $span ->
        [day] today
        [month] this month
       *[everywhere] today in all servers together
    }
limit-used-server-pictures = This server has used { $used } of its { $cap ->
        [one] { $cap } picture
       *[other] { $cap } pictures
    } { $span ->
        [day] today
       *[month] this month
    }
limit-used-server-money = This server has used { $used } of its { $cap } { $span ->
        [day] today
       *[month] this month
    }
limit-used-bot-money = The bot has used { $used } of its { $cap } { $span ->
        [day] today
       *[month] this month
    }

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = You can ask for your next picture { $when }. Nothing was charged, and asking early does not make it longer.
limit-cooldown-set = You can ask for your next picture { $when }. The wait between two pictures is { $wait }, { $origin }. Nothing was charged, and asking early does not make it longer.
limit-wait-days = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = The model { $given } may not paint here; { $allowed }.
limit-forbidden-models = No model may paint here now; { $allowed }.
limit-forbidden-size = The size { $given } may not be asked for here; { $allowed }.
limit-allowed-none = none is allowed
limit-allowed = { $n ->
        [one] allowed is { $names }
       *[other] allowed are { $names }
    }
limit-forbidden-count = You asked for { $given ->
        [one] { $given } picture
       *[other] { $given } pictures
    } at once, and { $most ->
        [0] none is
        [one] at most { $most } is
       *[other] at most { $most } are
    } allowed here.
limit-forbidden-references = You attached { $given ->
        [one] { $given } picture
       *[other] { $given } pictures
    }, and { $most ->
        [0] none is
        [one] at most { $most } is
       *[other] at most { $most } are
    } allowed here.
limit-forbidden-private = Pictures that only you see are not allowed here.
limit-forbidden-unless-nsfw = Pictures may be asked for in age-restricted channels only.
limit-forbidden-nsfw = Pictures may not be asked for in age-restricted channels.
limit-forbidden-here = Pictures may not be asked for here.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = In this server pictures are asked for in other channels. That is the list of channels, set for this server. Nothing was charged; { $n ->
        [0] ask a moderator where you can
       *[other] ask in { $links }
    }.
limit-channel-blocked = In this channel no pictures are asked for. That is the list of channels, set for this server. Nothing was charged; { $n ->
        [0] ask a moderator where you can
       *[other] ask in { $links }
    }.

# A pause; behind the first sentence comes one about its end.
limit-paused = A moderator has paused pictures in this server.
limit-paused-reason = A moderator has paused pictures in this server, for this reason: { $reason }.
limit-paused-until = It ends { $when }. Nothing was charged; ask again then.
limit-paused-open = It ends when a moderator resumes. Nothing was charged; ask a moderator when that will be.

# Refusals by the models
limit-refusals = The models refused too many of your prompts within an hour, which endangers the bot's account for everybody. You can ask again { $when }. Nothing was charged; then try quite different words.
