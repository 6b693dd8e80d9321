# The answers of /limits show, explain, set, clear, channels, exempt and buttons.
# $limit is a limit's name, $origin says who set it, such as: set for this server

# After a change
effect-own = { $kind ->
        [role] For { $scope } from the next request on: **{ $value }**.
       *[other] In { $scope } from the next request on: **{ $value }**.
    }
effect-inherited = { $kind ->
        [role] For { $scope } from the next request on: **{ $value }** ({ $origin }).
       *[other] In { $scope } from the next request on: **{ $value }** ({ $origin }).
    }
effect-nearer = -# More specific settings take precedence: { $scopes }.
effect-unknown-models = ⚠️ No such model is available: { $names }.

# What holds; $group is the title of a group of limits
report-group = **{ $group }**
report-limit = { $limit }: **{ $value }** ({ $origin })
report-unlimited = -# No limit: { $limits }
report-allowed = -# Allowed: { $limits }
report-caps = -# Caps that can't be raised here: { $caps }
report-cap = { $limit }: { $value }
report-paused-until = ⏸️ Paused until { $until }
report-paused = ⏸️ Paused until a moderator resumes
report-paused-reason = { $paused }: { $reason }
report-event = 🎉 Event: image limits ×{ $factor } until { $until }
report-zone = Limits reset by time zone: { $zone }
report-notices = Budget notices go to { $channel }
report-moderators = Moderator role: { $role }
report-button = Button *{ $button }*: **{ $audience }**
report-own-images-only = Only the bot's own images can be remixed
report-language = Public messages are in this language: { $language }
report-styles = { $n ->
        [one] { $n } style of its own; see `/styles list`
       *[other] { $n } styles of its own; see `/styles list`
    }

# Lists
channels-anywhere = Images can be created in every channel.
channels-only = Images can be created only in { $channels }.
channels-except = Images can be created everywhere except in { $channels }.
exempt-none = No role is exempt.
exempt-roles = Exempt from the cooldown and from members' image limits: { $roles }.
buttons-title = **Who can use which action on an image**
buttons-line = { $button }: **{ $audience }**
buttons-line-own = { $button }: **{ $audience }** (set for this server)
buttons-note = -# For *Delete*, moderators are members with *Manage Messages*. Only the author can share.
audience-name = { $audience ->
        [everybody] everyone
        [moderators] author and moderators
        [author] author only
       *[nobody] no one
    }

# Why a member can or can't create an image
explain-refused = 🚫 Too many rejected prompts: the member has to wait before the next request.
explain-used = **Used**
explain-used-nothing = Nothing.
explain-used-bound = { $limit }: { $bar } { $used } of { $cap }{ $whose ->
        [capped-server] { "" }
       *[other] { " (" }{ $origin })
    }
explain-used-bound-until = { $limit }: { $bar } { $used } of { $cap }{ $whose ->
        [capped-server] { "" }
       *[other] { " (" }{ $origin })
    }; resets { $when }
explain-used-free = { $limit } { $used }
explain-used-unlimited = -# Without a limit: { $listed }
# What a member uses in other servers is not told, only whether it is used up
explain-used-elsewhere = { $state ->
        [full] { $limit }: used up ({ $origin })
       *[free] { $limit }: not used up ({ $origin })
    }
explain-limits = **Limits and where they come from**
explain-limits-none = None.
# $steps are the values from the server's to the nearest one
explain-chain = { $limit }: **{ $value }** ({ $origin }): { $steps }
explain-step = { $scope } { $value }
explain-never-refused = No refusals on record.
explain-last-refused = **Last refused** { $when }. The member saw:
