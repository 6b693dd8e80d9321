# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = La modération a retiré ton image de { $channel }.
