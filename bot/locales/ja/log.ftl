# What members are told about moderators' actions on their images.

# $channel is a mention of the channel
removed-told = リクエストした画像を、モデレーターが{ $channel }から削除しました。
