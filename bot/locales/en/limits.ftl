# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

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

# Titles of groups of limits
limit-group-time = Time
limit-group-images = Images
limit-group-money = Money
limit-group-at-once = At once
limit-group-use = What may be used

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] set by the bot's owner
        [server] set for this server
        [category] set for the category { $mention }
        [channel] set for { $mention }
       *[role] set for the role { $mention }
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] { $name }
       *[other] { $name } ({ $origin })
    }
# $limit is limit-with-origin
limit-source = Limit: { $limit }.
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = Limit: { $limit }; it resets { $when }.

# What to do
limit-todo-ask-moderator = A moderator can change this.
limit-todo-ask-owner = Only the bot's owner can change this.
limit-todo-less = Request fewer images or use a cheaper model.
limit-todo-when-done = Try again when one of them is done.
limit-todo-then = Try again then.
limit-todo-then-or-cheaper = Try again then, or use a cheaper model.
limit-todo-choose = Choose something that is allowed.
limit-todo-fewer = Try again with fewer.
limit-todo-without = Try again without attached images.
limit-todo-not-private = Try again without `private`.
limit-todo-other-channel = Try again in another channel.

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] Image creation is turned off.
            [money] The bot has no image budget.
           *[jobs] Image creation is turned off.
        }
        [server] { $measure ->
            [images] No images can be created in this server.
            [money] This server has no image budget.
           *[jobs] No images can be requested in this server.
        }
        [capped-server] { $measure ->
            [images] No images can be created in this server.
            [money] This server has no image budget.
           *[jobs] No images can be requested in this server.
        }
        [user] { $measure ->
            [images] You can't create images with this bot.
            [money] You have no image budget.
           *[jobs] You can't request images from this bot.
        }
       *[member] { $measure ->
            [images] You can't create images here.
            [money] You have no image budget.
           *[jobs] You can't request images here.
        }
    }

# One request is more than the whole limit
limit-too-much-images = You requested { $asked ->
        [one] { $asked } image
       *[other] { $asked } images
    }, but the limit is { $cap }.
limit-too-much-money = This can cost up to { $asked }, but the limit is { $cap }.
limit-too-much-jobs = You made { $asked ->
        [one] { $asked } request
       *[other] { $asked } requests
    } at once, but the limit is { $cap }.

# Too many at once
limit-running = { $whose ->
        [bot] The bot already has
        [server] This server already has
        [capped-server] This server already has
        [user] Across all servers, you already have
       *[member] You already have
    } { $measure ->
        [images] { $used ->
            [one] { $used } image
           *[other] { $used } images
        }
        [money] { $used }
       *[jobs] { $used ->
            [one] { $used } request
           *[other] { $used } requests
        }
    } in progress; the maximum is { $cap }.

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }.
limit-used-up-more = { $used }, and you requested { $more } more.
limit-used-up-cost = { $used }, and this can cost up to { $cost }.
limit-used = { $whose ->
        [bot] The bot has used { $used } of its
        [server] This server has used { $used } of its
        [capped-server] This server has used { $used } of its
        [user] Across all servers, you have used { $used } of your
       *[member] You have used { $used } of your
    } { $measure ->
        [images] { $cap ->
            [one] { $cap } image
           *[other] { $cap } images
        }
        [money] { $cap }
       *[jobs] { $cap ->
            [one] { $cap } request
           *[other] { $cap } requests
        }
    } { $span ->
        [day] today
        [month] this month
       *[now] at once
    }

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = Cooldown: your next image is possible { $when }. Trying early doesn't extend the cooldown.
limit-cooldown-set = Cooldown: your next image is possible { $when }. The cooldown is { $wait } ({ $origin }). Trying early doesn't extend it.
limit-wait-days = { $n ->
        [one] { $n } day
       *[other] { $n } days
    }
limit-wait-hours = { $n } h
limit-wait-minutes = { $n } min
limit-wait-seconds = { $n } s

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given } can't be used here. { $allowed }
limit-forbidden-models = No model can be used here right now. { $allowed }
limit-forbidden-size = The size { $given } can't be used here. { $allowed }
limit-allowed-none = None are allowed.
limit-allowed = Allowed: { $names }.
limit-forbidden-count = You requested { $given ->
        [one] { $given } image
       *[other] { $given } images
    }; the maximum here is { $most }.
limit-forbidden-references = You attached { $given ->
        [one] { $given } image
       *[other] { $given } images
    }; the maximum here is { $most }.
limit-forbidden-private = Private images aren't allowed here.
limit-forbidden-unless-nsfw = Images can only be created in age-restricted channels.
limit-forbidden-nsfw = Images can't be created in age-restricted channels.
limit-forbidden-here = Images can't be created here.

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = Images can only be created in certain channels of this server. { $n ->
        [0] Ask a moderator where you can create them.
       *[other] You can create them in { $links }.
    }
limit-channel-blocked = Images are turned off in this channel (server setting). { $n ->
        [0] Ask a moderator where you can create them.
       *[other] You can create them in { $links }.
    }

# A pause; a sentence about its end follows.
limit-paused = A moderator has paused image creation in this server.
limit-paused-reason = A moderator has paused image creation in this server. Reason: { $reason }.
limit-paused-until = It resumes { $when }; try again then.
limit-paused-open = Ask a moderator when it will resume.

# Prompts that the models rejected
error-too-many-rejections = The models rejected too many of your prompts within an hour, and that puts the bot's account at risk. You can try again { $when }, with a different prompt.
