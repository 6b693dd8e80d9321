# What moderators read of /limits, besides the panel. These texts may stay English; a language
# translates all -admin.ftl files or none.

# Where a limit holds; $mention is shown by Discord as the name of the channel or role.
scope-name = { $kind ->
        [server] this server
        [category] the category { $mention }
        [channel] { $mention }
       *[role] the role { $mention }
    }
# $listed are names or mentions
list-and-more = { $listed } and { $more } more
limit-unset = not set anywhere
limit-value-number = { $n ->
        [0] none allowed
       *[other] { $n }
    }

# What can be typed; used in error-setting-refused and in the panel's form
setting-wanted-duration = a time up to { $most }, or off
setting-wanted-amount = a whole number from 0 to { $most }, or off
setting-wanted-money = an amount from 0 to { $most } dollars, or off
setting-wanted-names = up to { $most } names separated by commas, none, or off
setting-wanted-switch = allowed or forbidden
setting-wanted-rating = anywhere, only (only in age-restricted channels) or never (never in those)
setting-wanted-until = a time from now or a future date
setting-wanted-scope = a channel or a role, or neither for the whole server
setting-given-scope = a channel and a role at once
setting-wanted-role = a role that not everyone has; leave it out for everyone
setting-wanted-limit = a limit from the list that appears as you type
setting-wanted-button = a button from the list
setting-wanted-audience = an audience from the list
setting-wanted-zone = a time zone from the list that appears as you type
setting-wanted-channels = at least one channel (`list:anywhere` ends the list; `/limits pause` stops all requests)
setting-given-channels = an allowed list without channels

# What was typed or imported and refused
error-setting-refused = { $setting } can't be { $given }. Nothing was changed. Enter { $wanted }, for example `{ $example }`.
error-setting-refused-empty = { $setting } is missing. Nothing was changed. Enter { $wanted }, for example `{ $example }`.
error-import-refused = { $n ->
        [one] The file has { $n } mistake and wasn't imported:
       *[other] The file has { $n } mistakes and wasn't imported:
    }
error-import-refused-more = { $n ->
        [one] There is { $n } more mistake.
       *[other] There are { $n } more mistakes.
    }
error-import-refused-todo = Nothing was changed. Correct the file and import it again.
error-changed-meanwhile = { $setting } has been changed by another moderator since you looked. It is now: { $current }. Nothing was changed. Check the new value, then decide.
error-changed-meanwhile-import = Another moderator has changed the limits since you saw the preview. Nothing was changed. Import the file again to see what it changes now.

# What a change does
change-nothing = Nothing changed: it's already set that way.
change-next = This applies from the next request on.

# /limits set, clear, show
show-title = **Limits in { $scope }**
show-title-role = **Limits in { $scope } for { $role }**

# /limits explain, reset, grant
explain-title = **{ $member } in { $scope }**
reset-done = The image counts of { $member } for today and this month are reset, and no cooldown is running. Money stays counted, because it has been spent. This applies from the next request on.
grant-done = { $n ->
        [one] { $member } can create { $n } image beyond their own image limits until { $until } ({ $when }).
       *[other] { $member } can create { $n } images beyond their own image limits until { $until } ({ $when }).
    } The cooldown, the money limits and the server's limits still apply. This applies from the next request on.

# /limits pause, resume, event, zone
pause-until = Images already in progress will be finished; new requests are refused. The pause ends { $when }.
pause-open = Images already in progress will be finished; new requests are refused. The pause lasts until you use `/limits resume`.
resume-nothing = Nothing changed: image creation isn't paused.
event-done = From the next request on, all daily and monthly image limits are multiplied, for members and for the server. Money limits stay the same. The event ends { $when }.
zone-done = Days follow the new time zone from the next day on (start: { $when }), and months from the next month on, so no day is counted twice.

# /limits channels, exempt, notices, moderators
notices-done = The bot posts there when 50, 80 and 100 % of this server's money limits or of the owner's budget are used.
notices-none = Budgets are still watched, but no channel here is notified.
notices-no-access = ⚠️ The bot can't post in { $channel } yet: give it *View Channel* and *Send Messages* there.
# $bot is the bot's name
moderators-done = Members with { $role } can use `/limits` now. Discord still hides the command from them, and only you can change that: open *Server Settings → Integrations → { $bot } → /limits*, choose *Add Roles or Members*, select { $role } and save.
moderators-bot = the bot

# /limits buttons
buttons-done = This applies from the next click on, to all images in this server. A request made with a button counts toward the limits of the member who clicks it.

# /limits export, import
export-done = All limits of this server. `/limits import` reads this file, here or in another server.
import-title = { $n ->
        [one] The file makes { $n } change:
       *[other] The file makes { $n } changes:
    }
import-unknown = { $n ->
        [one] ⚠️ { $n } channel or role in it isn't in this server, so its settings have no effect.
       *[other] ⚠️ { $n } channels or roles in it aren't in this server, so their settings have no effect.
    }
import-moderators = -# The moderator role doesn't change; set it with `/limits moderators`.
import-question = Nothing has been changed yet.
button-import-confirm = Replace all limits
button-import-cancel = Cancel
import-cancelled = Canceled. Nothing was changed.
import-timed-out = Timed out. Nothing was changed. Import the file again.

# What is wrong with a file; below error-import-refused
import-too-large = it's larger than { $most } bytes
import-too-many = it has more than { $most } entries
import-not-delivered = Discord didn't deliver it
import-not-json = line { $line }, column { $column }: not valid JSON ({ $problem })
import-too-deep = it's nested too deeply
import-not-utf8 = it isn't UTF-8 text
import-unreadable = it has a value that can't be read
import-not-a-number = { $name } isn't a number
import-twice = { $name } occurs twice
