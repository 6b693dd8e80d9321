# The moderation log, its cards, and the /log commands.

# The kinds of entries. $member and $actor are mentions, $rule is a filter's rule, $done is one of log-action-…
log-image = **Image** by { $member }
log-hit = **Filter:** rule **{ $rule }**, { $member }
log-rejection = **Rejected by the provider:** { $member }
log-held = **Held request** by { $member }, rule **{ $rule }**
log-report = **Report** by { $actor } about an image by { $member }
log-appeal = **Appeal** by { $member }
log-action = **{ $done }** by { $actor } · { $member }
log-action-alone = **{ $done }** by { $actor }
# The end of a block, as Discord writes it: "in 7 days".
log-until = ends { $when }

log-automatic = the bot
log-case = Case { $number }
log-private = private
log-open = Open
log-count = { $count ->
    [one] { $count } image
   *[other] { $count } images
}
log-digest = { $count ->
    [one] **{ $count } entry in brief**, because many came at once
   *[other] **{ $count } entries in brief**, because many came at once
}

# What was done
log-action-refuse = Refused
log-action-alert = Refused
log-action-hold = Held
log-action-log = Logged only
log-action-deleted = Image deleted
log-action-spoiler = Spoiler added
log-action-unspoiler = Spoiler removed
log-action-refunded = Image refunded
log-action-block = Member blocked
log-action-unblock = Member unblocked
log-action-warning = Member warned
log-action-case-edit = Case changed
log-action-appeal-accepted = Appeal accepted
log-action-appeal-declined = Appeal declined

# Buttons under a card
button-log-delete = Delete
button-log-spoiler = Add spoiler
button-log-unspoiler = Remove spoiler
button-log-block = Block…
button-log-refund = Refund
button-log-member = Member

# What a card says afterwards; $actor is a mention
log-mark = { $done } by { $actor } { $when }

# Replies to the buttons, only for the moderator
log-reply-deleted = { $count ->
    [one] Deleted { $count } message that showed the image.
   *[other] Deleted { $count } messages that showed the image.
}
log-reply-deleted-none = No message shows the image anymore.
log-reply-private = Discord doesn't let the bot delete the private reply that only the member sees.
log-reply-left = Discord didn't let the bot change these messages: { $links }. Delete them yourself, or try again later.
log-reply-told = The member was told by direct message.
log-reply-not-told = The member couldn't be told by direct message.
log-reply-spoiler = The image is now hidden behind a spoiler.
log-reply-unspoiler = The image is no longer hidden behind a spoiler.
log-reply-already = This was already done.
log-reply-refund-done = Refunded: the image no longer counts toward the member's limits, and the cooldown is lifted. Its cost still counts.
log-reply-refund-already = This image was already refunded.
log-reply-refund-impossible = There is nothing to refund: this image doesn't count.

# The menu Block…
log-block-choose = How long should { $member } be blocked in this server?
button-log-block-1h = 1 hour
button-log-block-1d = 1 day
button-log-block-7d = 7 days
button-log-block-own = Other…
title-log-block = Block member
label-log-block-duration = Duration
option-log-block-duration = Such as 90m, 12h, 3d or 2w, or forever
label-log-block-reason = Reason
option-log-block-reason = Shown to the member
log-block-wanted = a duration such as 90m, 12h, 3d or 2w, or forever
log-block-done = { $member } is blocked with no end date (case { $number }).
log-block-done-until = { $member } is blocked until { $until } (case { $number }).

# The button Member
log-member = **{ $member }** in this server
log-member-images = **Latest images**
log-member-cases = **Cases**
log-member-usage = **Usage**
log-member-none = None.

# The /log commands
log-channel-on = The log starts now; earlier images don't appear there.
log-channel-off = Nothing is logged from now on.
log-channel-missing = The bot can't use { $channel } for the log. Give it { $permissions } there, then choose it again. Nothing was changed.
log-channel-public = Everyone can view { $channel }. Members would see prompts, refused texts, reports and what moderators do. Use it anyway?
log-channel-cancelled = The log stays as it is.
log-channel-timed-out = Timed out. The log stays as it is. Use the command again.
button-log-confirm = Use this channel
button-log-cancel = Cancel
log-permission-view = View Channel
log-permission-send = Send Messages
log-permission-attach = Attach Files
log-permission-history = Read Message History
log-topics-done = This applies from now on.
log-private-on = Each member is asked before their next private request. Earlier requests are never shown.
log-private-off = Private requests no longer appear in the log, and members' consent was deleted.
log-warnings-done = This applies to new warnings.
log-show-off = The moderation log is off. Choose its channel in `/log panel` or with `/log channel`.
log-show-channel = The moderation log is in { $channel }.
log-show-topic = - { $topic }: **{ $state ->
    [on] on
   *[off] off
}**
log-topic-images = Images
log-topic-refusals = Refused and rejected texts
log-topic-reports = Reports and appeals
log-topic-actions = Moderators' actions
log-show-private = - Private requests, if the member has agreed: **{ $state ->
    [on] on
   *[off] off
}**
log-show-days = { $days ->
    [one] - Warnings: expire after **{ $days } day**
   *[other] - Warnings: expire after **{ $days } days**
}
log-show-never = - Warnings: **never expire**

# The panel
placeholder-log-channel = Channel of the log; choose none to turn it off
placeholder-log-topics = What is posted to the log
placeholder-log-days = When warnings expire
option-log-days = { $days ->
    [0] Warnings never expire
    [one] Warnings expire after { $days } day
   *[other] Warnings expire after { $days } days
}
button-log-private-on = Show private requests too
button-log-private-off = Stop showing private requests
