# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = A moderator removed your image from { $channel }.
