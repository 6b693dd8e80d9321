# The card of a picture, from waiting to done, and what can be done with it.
# Every message stands on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the picture is there
card-next = ⏳ 次があなたの番です · 完成予定: { $when }
# $position is 2 or more
card-waiting = ⏳ { $position }番目に待機中 · 完成予定: { $when }
card-generating = 🎨 **{ $model }** で生成中 · { $when }に開始
# Below it, above the button that cancels
card-cancel-counts = 送信済みのため、今キャンセルしてもあなたの枚数に数えます。
card-fitting = 📦 生成完了、ここに投稿できる大きさに調整中 · { $when }に開始

# Facts beside each other under a picture, with dots between them
# The model chose the picture's ratio
card-ratio-auto = 自動
card-style = スタイル { $style }
# $seed is a number by which the same picture can be asked for again
card-seed = シード { $seed }
# Of the pictures that a member may have on one day
card-left = 今日の残り { $left } / { $of }枚

# Notes under a picture
# Some of several pictures did not come, and do not count
card-missing = { $asked }枚のうち{ $came }枚が完成しました。残りの{ $missing }枚は、あなたの枚数には数えません。
# In its place, where the member cancelled and some of the missing ones count all the same
card-missing-counted = { $asked }枚のうち{ $came }枚が完成しました。キャンセルの時点で送信済みだった{ $counted }枚は、あなたの枚数に数えます。
# Behind it, where it is known what all of them cost, also those that did not come
card-missing-cost = 発生した料金は合計{ $cost }です。
card-other-pixels = モデルが生成したのは、{ $ratio }ではなく{ $width }×{ $height }ピクセルの画像でした。
# The names of options stay as they are in the command
card-left-out = このモデルには`{ $option }`の設定がないため、無視されました。
# A style of another server, or one that was removed
card-style-missing = デフォルト設定のスタイル「{ $style }」はここにはないため、無視されました。
card-thrifty = ボットの予算が残り少ないため、より安いモデルで生成しました。
# $model is a model's id
card-gone = { $model }は提供が終了したため、後継モデルで生成しました。
card-failed-over = { $model }が使えなかったため、後継モデルで生成しました。
# $format is a kind of file, such as WEBP
card-refitted = 元の画像はここに投稿するには大きすぎたため、{ $width }×{ $height }ピクセルの{ $format }に変換しました。
card-restored = 途中でボットが再起動したため、時間がかかりました。

# For people who cannot see the picture; $prompt is what the member asked for
card-alt-one = 生成された画像: { $prompt }
card-alt = 生成された画像 { $number } / { $of }: { $prompt }

# The bot is being stopped
card-postponed-generated = 🔁 ボットはいったん停止します。画像は生成済みなので、ボットが戻ったら表示します。
card-postponed = 🔁 ボットはいったん停止します。この画像はボットが戻ったら生成します。時間がかかりすぎた場合は{ $when }に中止します。今のところ料金は発生していません。

# Tells a member who waited for long how it ended
card-ready = { $mention } 画像が完成しました: { $link }
card-not-generated = { $mention } 画像は生成されませんでした: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **未表示:** { $mention } の画像は生成されましたが、Discordが受け付けませんでした。このメンバーの枚数には数えません。ボットがメッセージの送信とファイルの添付をできる場所で、もう一度試せます。参照IDは{ $reference }です。
card-undelivered = **未表示:** { $mention } の画像は生成されず、それを伝えるボットの返信もDiscordが受け付けませんでした。このメンバーの枚数には数えません。もう一度試せます。参照IDは{ $reference }です。

# In the channel, to a member whose private picture cannot reach them. $mention is the member.
card-unreachable = { $mention } 非公開の画像は生成されましたが、ダイレクトメッセージがボットに対して閉じられています。{ $command }で受け取るか、このサーバーからのダイレクトメッセージを許可してください。ボットは15分ごとに再試行し、{ $when }に中止します。
card-unreachable-over = { $mention } 非公開のリクエストは画像にならずに終わり、ダイレクトメッセージがボットに対して閉じられています。枚数には数えません。このサーバーからのダイレクトメッセージを許可して、もう一度試してください。
