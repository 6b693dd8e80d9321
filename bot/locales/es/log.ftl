# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = La moderación eliminó tu imagen de { $channel }.
