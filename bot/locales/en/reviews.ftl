# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **Moderators of this server see private requests.** If you agree, the moderation log shows them the prompts and images of your private requests in this server from now on. It never shows earlier ones, and other members still see nothing. To withdraw your consent, delete your data with `/my data delete`.
consent-canceled = Canceled. Nothing was sent.
consent-late = Timed out; nothing was sent. Use the command again.
button-consent-agree = Agree and continue
button-consent-cancel = Cancel

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = A moderator denied your request in { $channel }. No image was created, and nothing counts toward your limits.
held-note-expired = Your request in { $channel } has expired because no moderator decided within 24 hours. Nothing counts toward your limits, and you can send it again.
# $reason is one or more sentences
held-note-refused = A moderator allowed your request in { $channel }, but no image can be created now. { $reason }

title-report = Report this image
label-report = What's wrong with it?
placeholder-report = Moderators of this server will read this.
report-sent = Thank you. Your report was sent to this server's moderators. You'll get a direct message when they have decided.

# Direct messages to a member who reported an image
report-note-acted = Thank you for your report. A moderator has acted on the image.
report-note-deleted = Thank you for your report. The image has been deleted in the meantime.
report-note-dismissed = Thank you for your report. A moderator has looked at the image and decided that it can stay.
