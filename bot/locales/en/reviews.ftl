# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **Moderators of this server see private requests.** If you agree, the moderation log shows your prompt and your image to them, in this server, from now on. Earlier private images are never shown, and other members still see nothing. You can withdraw with `/my data delete`.
consent-canceled = Canceled. Nothing was sent.
consent-late = There was no answer in time. Nothing was sent; use the command again.
button-consent-agree = Agree and continue
button-consent-cancel = Cancel

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = A moderator did not allow your request in { $channel }. No image was created, and it doesn't count toward your limits.
held-note-expired = No moderator decided about your request in { $channel } within 24 hours, so it has expired. It doesn't count toward your limits; you can request it again.
# $reason is one or more sentences
held-note-refused = A moderator allowed your request in { $channel }, but no image can be created now. { $reason }

title-report = Report this image
label-report = What is wrong with it?
placeholder-report = Moderators of this server read this.
report-sent = Thank you. The moderators of this server see your report, and you'll get a direct message about what they decide.

# Direct messages to a member who reported an image
report-note-acted = Thank you for your report. A moderator has acted on the image.
report-note-dismissed = Thank you for your report. A moderator has looked at the image and decided that it can stay.
