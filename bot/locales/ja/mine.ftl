# What members look up and set for themselves: /my images, /show, /my defaults, /styles list.
# Dates and links are written by Discord. Options of commands keep their names: `model`, `clear`.

# /my images, a list of pictures, the newest first
mine-images = ## あなたの画像
# $search is what the member looks for
mine-images-search = ## 「{ $search }」を含むあなたの画像
mine-images-none = ここにはまだあなたの画像がありません。`/imagine`で生成できます。
mine-images-none-found = 「{ $search }」を含むプロンプトはありません。
mine-images-end = この先に画像はありません。
# Written before a link to the picture's message
mine-jump = 画像へ移動
# Marks behind the facts of a picture: why there is no link to it
mine-mark-private = 非公開
mine-mark-deleted = メッセージ削除済み
# Several pictures by one command
mine-count = { $count ->
       *[other] { $count }枚
    }
# $command is `/show id:123`, which shows the picture once more
mine-show-hint = ボタン付きでもう一度表示: { $command }

# Buttons of the list; short
button-older = 古い画像へ
button-newer = 新しい画像へ

# /show, a picture once more. $when is a date, $link leads to its message
mine-shown = { $when }にリクエスト · [画像へ移動]({ $link })
mine-shown-no-link = { $when }にリクエスト
mine-shown-private = この画像は非公開だったため、Discordから取得し直すことはできません。
mine-shown-deleted = 画像のメッセージが削除されたため、残っているのはテキストだけです。
mine-shown-unreachable = 今はチャンネルから画像を取得できません。
mine-shown-too-large = 画像が大きすぎて、ここには表示できません。
mine-failed = ❌ 画像は生成されませんでした（リクエスト日時: { $when }）。
mine-failed-prompt = ❌ プロバイダーがこのプロンプトを拒否したため、画像は生成されませんでした（リクエスト日時: { $when }）。
mine-cancelled = ❌ この画像はキャンセルされました（リクエスト日時: { $when }）。
mine-under-way = ⏳ この画像はまだ完成していません。
mine-generated = ⏳ この画像は生成済みです。ボットは引き続き表示を試みます。

# /my defaults, what holds where /imagine does not say
mine-defaults = ## あなたのデフォルト設定
mine-defaults-none = デフォルト設定はありません。`/imagine`で指定しない項目はボットが決めます。
mine-defaults-model = モデル: **{ $model }**
# The model does not exist any more
mine-defaults-model-gone = モデル: { $model }（提供終了のため、ボットが選びます）
mine-defaults-ratio = 縦横比: **{ $ratio }**
# Some models cannot paint every ratio or size
mine-defaults-size = サイズ: **{ $size }**
mine-defaults-style = スタイル: **{ $style }**
# Moderators have removed it, or it is another server's
mine-defaults-style-missing = スタイル: { $style }（ここにはないため、使われません）
mine-defaults-private = 表示: **自分だけ**
mine-defaults-public = 表示: **全員**
mine-defaults-hint = `/imagine`で指定がなく、モデルにその設定があるときに使われます。`clear`で解除できます。

# /styles list, names for words that are added to prompts. Heads of two parts of the list
styles-own = **このサーバーのスタイル**
styles-everywhere = **どこでも使えるスタイル**
# A style, and the words that it adds
styles-line = **{ $style }**: { $adds }
