# Changes that moderators made: after a command, before an import, and in /limits history.

# $what is a limit's or setting's name; $mention is shown by Discord as the name of a channel, role
# or member
change-server = { $what } for this server
change-scope = { $what } for { $mention }
change-values = { $what }: { $before } → **{ $after }**
change-unset = not set
change-more = … and { $n } more
history-empty = Nothing has been changed yet.
history-entry = { $at } { $member } { $change }
button-history-older = Older
button-history-newest = Newest
