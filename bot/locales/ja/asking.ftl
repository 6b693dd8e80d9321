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
label-picture = 対象の画像

# An example of what is written into "What to change"
placeholder-change = 夜にして、窓に雨を降らせる
placeholder-attached-stay = 添付された画像は添付したメンバーのもので、引き継がれません。

# The first choices under "Model", "Shape" and "Size"
option-model-any = 標準のモデル
option-ratio-auto = モデルにおまかせ
option-size-any = モデルの標準サイズ
# One of the pictures in a message, counted from 1
option-picture = 画像{ $number }
