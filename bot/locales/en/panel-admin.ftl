# The panel of /limits panel, and the form for one limit. $limit is a limit's name.

panel-title = ## Limits for { $scope }
panel-hint = { $kind ->
        [server] -# Limits without their own value (○) come from the bot's owner. Choose a channel, category or role below to set something different there.
        [category] -# Limits without their own value (○) come from the server.
        [channel] -# Limits without their own value (○) come from the channel's category, then from the server.
       *[role] -# A role's value (●) overrides any channel's; with several roles, the most generous value applies. Limits without their own value (○) follow the channel; the server's values are shown.
    }
button-panel-server = Whole server
placeholder-panel-channel = Or a channel or category…
placeholder-panel-role = Or a role…
placeholder-panel-limit = Change a limit…

# $group is the title of a group of limits
panel-group = **{ $group }**
# One line for each limit; $cap is the most that the bot's owner allows
panel-own = ● { $limit }: **{ $value }** (otherwise { $inherited })
panel-inherited = ○ { $limit }: { $value } ({ $origin })
panel-unset = ○ { $limit }: { $value }
# The value where only an owner's cap applies
panel-no-limit = no limit here
panel-capped = { $line }; at most { $cap } (owner's cap)
panel-cap-everywhere = { $cap } across all servers
option-panel-own = { $value } · set here
option-panel-inherited = { $value }

# The chosen limit
panel-chosen = ### { $limit }
panel-not-set = not set
panel-values = Set here: **{ $own }** · Inherited: **{ $inherited }** · In effect: **{ $result }**
panel-values-origin = Set here: **{ $own }** · Inherited: **{ $inherited }** ({ $origin }) · In effect: **{ $result }**
panel-cap = The bot's owner allows at most { $cap }, whatever is set here.
panel-takes = -# Enter { $wanted }; for example { $example }.
panel-unchanged = Nothing changed: it's already set to that.
panel-changed = ✅ { $change }. This applies from the next request on.
panel-warning = ⚠️ { $warning }
button-panel-edit = Change…
button-panel-retry = Try again
button-panel-inherit = Inherit
button-panel-off = { $kind ->
        [switch] Allow
        [rating] Allow anywhere
        [names] Allow all
       *[other] No limit (off)
    }

# The form
panel-situation = For { $scope }: **{ $own }**. Inherited: { $inherited }.
panel-situation-origin = For { $scope }: **{ $own }**. Inherited: { $inherited } ({ $origin }).
option-panel-form-advice = Enter { $wanted }. Example: { $example }
option-panel-form-several = Choose everything that is allowed; `/limits set` takes other names, too
option-panel-form-one = Choose one
placeholder-panel-inherited = Inherited: { $value }
option-panel-switch = { $value ->
        [allowed] Allowed
       *[forbidden] Forbidden
    }
option-panel-rating = { $value ->
        [anywhere] Anywhere
        [only] Only in age-restricted channels
       *[never] Never in age-restricted channels
    }
