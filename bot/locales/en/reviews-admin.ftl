# The cards of held requests and reports in the moderation log.

button-review-allow = Allow
button-review-deny = Deny
button-review-dismiss = Dismiss report

# Added to a card. $moderator is a mention.
held-allowed = **Allowed** by { $moderator }.
held-denied = **Denied** by { $moderator }.
held-expired = **Expired:** no moderator decided within 24 hours.
report-dismissed = **Dismissed** by { $moderator }.
report-closed = **Closed:** the reports about this image were already closed.
