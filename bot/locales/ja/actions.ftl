# What can be done with an image: labels, forms and answers of the actions in
# bot/policy/images/actions.py.

# Buttons under a card; short
action-cancel = キャンセル
# Requests the same image once more; the first one is there
action-again = もう一度生成
# Requests the same image once more; the first one failed
button-retry = 再試行
action-edit = プロンプトを編集
# Has the image changed by the member's words
action-remix = リミックス
action-larger = 高解像度化

# A select under a card; short
placeholder-more = その他
# A text for people who cannot see the image
action-alt = 代替テキスト
# Hides the image until it is clicked, or shows it
action-spoiler = スポイラー切り替え
action-details = 詳細
action-copy = 自分のDMにコピー（非公開）
action-share = このチャンネルで共有
action-delete = 削除
action-report = 画像を通報

# Where an image came from, in its details.
# The link is to the message of the earlier image, or a dash where that is not known.
details-parent-again = **もう一度生成** 元の画像: { $link }
details-parent-edit = **プロンプトを編集** 元の画像: { $link }
details-parent-remix = **リミックス** 元の画像: { $link }
details-parent-larger = **高解像度化** 元の画像: { $link }

# Forms and answers of the actions under "More"

title-alt = 代替テキストを編集
# One image.
label-alt = 画像の説明
# Several images, each with a text of its own.
label-alt-one = 画像{ $number }の説明
more-alt-changed = 代替テキストを変更しました。
more-copied = 画像をダイレクトメッセージで送信しました。
more-copy-too-large = 画像のファイルサイズが大きすぎるため、ダイレクトメッセージでは送信できません。何も送信していません。
# Before the link to the message that the copy is of.
more-copy-from = 画像のコピー · 元の画像: { $link }
more-copy-private = 非公開の画像のコピー
more-shared = 画像をこのチャンネルで共有しました。
more-not-shared = このサーバーではアプリの応答が他のメンバーに表示されないため、ここでは画像を共有できません。

# The forms behind the buttons under an image, and the menu of messages with images.
# Titles and labels hold at most 45 characters.

title-edit = プロンプトを編集
title-remix = この画像をリミックス
title-larger = 高解像度化

label-prompt = プロンプト
label-model = モデル
label-ratio = 縦横比
label-size = サイズ
label-count = 画像の枚数
# What is to be different in the new image
label-change = 変更する内容
label-image = 対象の画像

# An example of what is written into "What to change"
placeholder-change = 夜の場面にして、窓に雨粒を付ける
# Under "Prompt", for a member who edits the request of another member
placeholder-attached-stay = 添付画像は、添付したメンバーのものなので引き継がれません。

# The first choices under "Model", "Aspect ratio" and "Size"
option-model-any = デフォルトのモデル
option-ratio-auto = モデルにおまかせ
option-size-any = モデルのデフォルト
# One of the images in a message, counted from 1
option-image = 画像{ $number }
