# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = A moderação removeu sua imagem de { $channel }.
