# Cases as moderators read them: after /block, /unblock and /warn, and in /case.

error-subject-protected-self = You can't do this yourself because it's about you. Another moderator can.
error-subject-protected-bot = Bots can't create images, so they can't be blocked or warned. Choose a member.
error-subject-protected-manager = This member has *Administrator* or *Manage Server*, so you can't block or warn them. Ask the server's owner about it.
error-already-blocked = This member is already blocked, with no end date. To change the block, use `/case edit number:{ $number }`.
error-already-blocked-until = This member is already blocked; the block ends { $when }. To change it, use `/case edit number:{ $number }`.
error-not-blocked = This member isn't blocked in this server.
error-not-blocked-owner = The bot's owner has blocked this member. Only the owner can lift this block.
error-case-busy = Other moderators are changing case { $number } right now. Try again in a minute.
# $who is the mention of the moderator
error-appeal-decided-accepted = { $who } has already accepted this appeal.
error-appeal-decided-declined = { $who } has already declined this appeal.

# $member is a mention
case-done-block = Blocked { $member } from creating images in this server (case { $number }).
case-done-unblock = { $member } can create images in this server again (case { $number }).
case-done-warning = Warned { $member } (case { $number }).
case-told = The member was told by direct message.
case-not-told = The member couldn't be told by direct message. A blocked member sees the block at the next request.
case-not-told-unseen = The member couldn't be told by direct message. Tell them yourself.
case-not-told-decision = The member couldn't be told by direct message.
case-decided = Appeal of case { $number }:
case-edited = Case { $number } was changed.
case-wanted-duration = a time from now such as 1h or 7d, a future date, or forever
case-wanted-change = a new reason, a new duration, or both

# /case show and /case list
case-kind-block = Block
case-kind-unblock = Unblock
case-kind-warning = Warning
case-title = **Case { $number }: { $kind }**
case-subject = Member: { $member }
case-actor = By: { $who }, { $when }
case-automatic = the filter (automatic)
case-channel = Channel: { $channel }
case-state = Status: { $state }
case-open = in force, no end date
case-ends = in force, ends { $when }
case-ended = ended { $when }
case-lifted = lifted { $when }
case-amended = Changed by { $who } { $when }
case-reason-title = Reason:
case-no-reason = none given
case-appeal = Appeal, { $when }:
case-appeal-open = Not decided yet.
case-appeal-accepted = Accepted by { $who }.
case-appeal-declined = Declined by { $who }.
case-list-empty = There are no cases.

# Below an appeal
button-appeal-accept = Accept
button-appeal-decline = Decline
