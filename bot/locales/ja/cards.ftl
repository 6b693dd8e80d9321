# The card of an image, from waiting to done, and what can be done with it.
# Every message is on one line. Times such as $when are written by Discord: "in 2 minutes" or
# "2 minutes ago".

# Before the image is there
card-next = ⏳ 順番待ち: 次の番 · 完成予定: { $when }
# $position is 2 or more
card-waiting = ⏳ 順番待ち: { $position }番目 · 完成予定: { $when }
card-generating = 🎨 **{ $model }** で生成中 · { $when }に開始
# Below it, above the button that cancels
card-cancel-counts = すでにモデルへ送信されているため、今キャンセルしても利用枚数に含まれます。
card-fitting = 📦 生成完了、アップロードのためファイルサイズを縮小中 · { $when }に開始

# Facts beside each other under an image, with dots between them
# The model chose the aspect ratio
card-ratio-auto = 縦横比: 自動
card-style = スタイル: { $style }
# $seed is a number that reproduces the image
card-seed = シード値: { $seed }
# Of the images that a member may have on one day
card-left = 今日の残り: { $left } / { $of }枚

# Notes under an image
# Some of several images are missing, and do not count
card-missing = { $asked }枚中{ $came }枚を生成しました。生成できなかった{ $missing }枚は、利用枚数に含まれません。
# In its place, where the member canceled and some of the missing ones count all the same
card-missing-counted = { $asked }枚中{ $came }枚を生成しました。ほかに{ $counted }枚がキャンセルの時点でモデルへ送信されていたため、利用枚数に含まれます。
# Behind it, where the total cost is known, also of those that are missing
card-missing-cost = 料金は合計{ $cost }でした。
card-other-pixels = モデルが返した画像は、{ $ratio }ではなく{ $width }×{ $height }ピクセルでした。
# The names of options stay as they are in the command
card-left-out = このモデルは`{ $option }`に対応していないため、指定は無視されました。
# A style of another server, or one that was removed
card-style-missing = デフォルトのスタイル「{ $style }」はここでは使えないため、無視されました。
card-thrifty = ボットの予算が残りわずかなため、より安いモデルを使いました。
# $model is a model's id
card-gone = { $model }は利用できなくなったため、後継モデルを使いました。
card-failed-over = { $model }を利用できなかったため、後継モデルを使いました。
# $format is a kind of file, such as WEBP
card-refitted = 元の画像はファイルサイズが大きすぎてここにアップロードできなかったため、{ $width }×{ $height }ピクセルの{ $format }に変換しました。
card-restored = ボットの再起動により、通常より時間がかかりました。

# For people who cannot see the image; $prompt is the member's prompt
card-alt-one = 生成画像: { $prompt }
card-alt = 生成画像（{ $number } / { $of }）: { $prompt }

# There is no image; $mention is the member, $sentence one of errors.ftl
card-failure = { $mention } { $sentence }

# The bot is being stopped
card-postponed-generated = 🔁 ボットは再起動中です。画像は生成済みで、再起動後に表示されます。
card-postponed = 🔁 ボットは再起動中です。画像は再起動後に生成されます。再起動が間に合わない場合、リクエストは{ $when }に期限切れになります。料金は発生していません。

# Tells a member who waited for long how it ended
card-ready = { $mention } 画像が完成しました: { $link }
card-not-generated = { $mention } 画像を生成できませんでした: { $link }

# Told in the channel for notices, where nothing else reached the member; $reference is a number
card-undelivered-generated = **未送信:** { $mention } の画像は生成されましたが、Discordが受け付けませんでした。このメンバーの利用枚数には含まれません。ボットがメッセージの送信とファイルの添付をできるチャンネルで、もう一度試せます。参照番号: { $reference }
card-undelivered = **未送信:** { $mention } の画像を生成できず、それを知らせるボットの返信もDiscordが受け付けませんでした。このメンバーの利用枚数には含まれません。もう一度試せます。参照番号: { $reference }

# In the channel, to a member whose private image cannot reach them. $mention is the member.
card-unreachable = { $mention } 非公開の画像が完成しましたが、ボットからダイレクトメッセージを送信できません。{ $command }で受け取るか、このサーバーからのダイレクトメッセージを許可してください。ボットは15分ごとに送信を再試行し、{ $when }に終了します。
card-unreachable-over = { $mention } 非公開のリクエストは画像ができないまま終了し、ボットからダイレクトメッセージも送信できません。利用枚数には含まれません。このサーバーからのダイレクトメッセージを許可して、もう一度お試しください。
