# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = Die Moderation hat dein Bild aus { $channel } entfernt.
