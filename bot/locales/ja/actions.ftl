# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/actions.py.

# Buttons under a card; short
action-cancel = キャンセル
# Asks for the same picture once more; the first one is there
action-again = もう一度生成
# Asks for the same picture once more; the first one failed
button-retry = 再試行
action-edit = プロンプトを編集
# Has the picture changed by the member's words
action-remix = リミックス
action-larger = 高解像度化

# A select under a card; short
placeholder-more = その他
# A text for people who cannot see the picture
action-alt = 代替テキスト
# Hides the picture until it is clicked, or shows it
action-spoiler = スポイラーのオン/オフ
action-details = 詳細
action-copy = 自分用のコピーをDMで受け取る
action-share = このチャンネルで共有
action-delete = 削除

# Where an image came from, in its details.
# The link is to the message of the earlier picture, or a dash where that is not known.
details-parent-again = **もう一度生成** 元: { $link }
details-parent-edit = **編集** 元: { $link }
details-parent-remix = **リミックス** 元: { $link }
details-parent-larger = **高解像度化** 元: { $link }

# Forms and answers of the actions under "More"

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

# The forms behind the buttons under a picture, and the menu of messages with pictures.
# Titles and labels hold at most 45 characters.

title-edit = プロンプトを編集
title-remix = この画像をリミックス
title-larger = 高解像度化

label-prompt = 描きたいもの
label-model = モデル
label-ratio = 縦横比
label-size = サイズ
label-count = 枚数
# What is to be different in the new picture
label-change = 変えたいところ
label-image = 対象の画像

# An example of what is written into "What to change"
placeholder-change = 夜にして、窓に雨を降らせる
placeholder-attached-stay = 添付された画像は添付したメンバーのもので、引き継がれません。

# The first choices under "Model", "Shape" and "Size"
option-model-any = 標準のモデル
option-ratio-auto = モデルにおまかせ
option-size-any = モデルの標準サイズ
# One of the pictures in a message, counted from 1
option-image = 画像{ $number }
