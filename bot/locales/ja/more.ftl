# What can be done with a finished picture, under "More".

title-alt = 代替テキスト（画像が見えない人向け）
# One picture.
label-alt = 画像の内容
# Several pictures, each with a text of its own.
label-alt-one = 画像{ $number }の内容
more-alt-changed = 画像の代替テキストを変更しました。
more-copied = 画像をダイレクトメッセージで送りました。
more-copy-too-large = 画像が大きすぎて、ダイレクトメッセージでは送れません。何も送っていません。
# Before the link to the message that the copy is of.
more-copy-from = この画像のコピーです: { $link }
more-copy-private = 非公開の画像のコピーです
more-shared = 画像をこのチャンネルに表示しました。
more-not-shared = このサーバーでは、このアプリでの操作はあなただけに表示されるため、ここでは画像を共有できません。

# Everything about a picture; $when and $user are written by Discord.

button-copy-prompt = プロンプトをコピー
details-style = **スタイル** { $style }（追加内容: { $adds }）
details-model = **モデル** { $model }
details-ratio = **縦横比** { $ratio }
details-size = **サイズ** { $size } · { $pixels }ピクセル
details-seed =
    { $count ->
       *[other] **シード** { $seeds }
    }
details-signed = **署名** { $signer }（C2PA、署名の記載どおりで未検証）
details-signed-unnamed = **署名** C2PA（名前は読み取れません）
details-marked = 署名は元のファイルにのみ有効です。縮小したこのファイルのメタデータには、AIで生成されたことが記録されています。
details-cost = **料金** { $cost }
details-time = **生成時間** { NUMBER($seconds, maximumFractionDigits: 1) }秒
details-unpainted = 画像は生成されませんでした。
details-asked = **依頼** { $user }、{ $when }
details-references =
    { $count ->
       *[other] **添付画像** { $count }枚
    }
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **もう一度生成** 元: { $link }
details-parent-edit = **編集** 元: { $link }
details-parent-remix = **リミックス** 元: { $link }
details-parent-larger = **高解像度化** 元: { $link }
details-generation = **生成ID** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = 外部から表示されている画像
details-pixels = { $pixels }ピクセル
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = 送信者: { $user }、{ $when }
