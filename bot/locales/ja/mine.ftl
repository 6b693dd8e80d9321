# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of images, the newest first
mine-images = ## 自分の画像
# $search is what the member looks for
mine-images-search = ## 「{ $search }」を含む自分の画像
mine-images-none = ここにはまだ自分の画像がありません。`/imagine`で生成できます。
mine-images-none-found = 「{ $search }」を含む自分のプロンプトはありません。
mine-images-end = これ以上画像はありません。
# Written before a link to the image's message
mine-jump = 画像へ移動
# Marks behind the facts of an image: why there is no link to it
mine-mark-private = 非公開
mine-mark-deleted = メッセージ削除済み
# Several images by one command
mine-count = { $count }枚
# $command is `/show id:123`, which shows the image once more
mine-show-hint = もう一度表示: { $command }

# Buttons of the list; short
button-older = 古い画像
button-newer = 新しい画像

# /show, an image once more. $when is a date, $link leads to its message
mine-shown = { $when }に生成 · [画像へ移動]({ $link })
mine-shown-no-link = { $when }に生成
mine-shown-private = この画像は非公開だったため、ボットがDiscordから再び取得することはできません。
mine-shown-deleted = 画像のメッセージが削除されたため、テキストだけが残っています。
mine-shown-unreachable = 現在、チャンネルから画像を取得できません。
mine-shown-too-large = 画像のファイルサイズが大きすぎるため、ここには表示できません。
mine-failed = ❌ 画像は生成されませんでした（リクエスト日時: { $when }）。
mine-failed-prompt = ❌ プロバイダーがこのプロンプトを拒否したため、画像は生成されませんでした（リクエスト日時: { $when }）。
mine-cancelled = ❌ このリクエストはキャンセルされました（リクエスト日時: { $when }）。
mine-under-way = ⏳ この画像はまだ完成していません。
mine-generated = ⏳ この画像は生成済みです。ボットが送信を再試行しています。

# /my defaults, used where /imagine does not set an option
mine-defaults = ## 自分のデフォルト設定
mine-defaults-none = デフォルト設定はありません。`/imagine`で指定しないオプションは、ボットが選びます。
mine-defaults-model = モデル: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = モデル: { $model }（利用できなくなったため、ボットが選びます）
mine-defaults-ratio = 縦横比: **{ $ratio }**
# Some models do not support every ratio or size
mine-defaults-size = サイズ: **{ $size }**
mine-defaults-style = スタイル: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = スタイル: { $style }（ここでは使えないため、追加されません）
mine-defaults-private = 公開範囲: **自分だけ**
mine-defaults-public = 公開範囲: **全員**
mine-defaults-hint = `/imagine`でオプションを指定せず、モデルが対応している場合に使われます。`clear`で解除できます。

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **このサーバー**
styles-everywhere = **すべてのサーバー**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
