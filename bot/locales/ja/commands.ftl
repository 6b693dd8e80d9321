# What Discord shows of members' commands before anything is asked. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = 言葉から画像を生成します
command-imagine-count = 画像の枚数（枚数も料金も1枚ずつ数えます）
command-imagine-image = 変更したい画像、またはお手本にする画像
command-imagine-image2 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-image3 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-image4 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-model = 生成に使うモデル（入力して検索）
command-imagine-private = 画像を自分だけに表示します
command-imagine-prompt = 描きたいもの
command-imagine-ratio = 画像の縦横比（例: 16:9）
command-imagine-seed = 同じ画像をもう一度生成するための数字（モデルが対応している場合）
command-imagine-size = ピクセル数（モデルで選べる場合）
command-imagine-spoiler = クリックされるまで画像を隠します
command-imagine-style = プロンプトに加えるスタイル
command-menu-image-details = 画像の詳細
command-menu-remix-image = 画像をリミックス
command-my = あなたの画像、デフォルト設定、残りの枚数や予算など
command-my-allowance = ここでの残りの枚数や予算、リセットの時刻、料金を表示します
command-my-data = あなたについて保存されているデータ
command-my-data-delete = あなたについて保存されているデータを削除します（先に確認します）
command-my-data-export = あなたについて保存されているすべてのデータをファイルで受け取ります
command-my-defaults = /imagineで指定しないときに使われる、あなたの設定
command-my-defaults-clear = デフォルト設定をすべて解除します（ここで同時に指定したものは設定されます）
command-my-defaults-model = 生成に使うモデル（入力して検索）
command-my-defaults-private = 画像を自分だけに表示するかどうか
command-my-defaults-ratio = 画像の縦横比（例: 16:9）
command-my-defaults-size = ピクセル数（モデルで選べる場合）
command-my-defaults-style = プロンプトに加えるスタイル
command-my-images = あなたの画像を新しい順に表示します
command-my-images-search = プロンプトにこの言葉を含むものだけ
command-show = あなたの画像をボタン付きでもう一度表示します
command-show-id = 表示する画像（プロンプトの言葉を入力して検索）
command-styles = プロンプトに追加する言葉に付けた名前
command-styles-list = ここで選べるスタイル
command-styles-list-name = このスタイルが追加する言葉をすべて表示します
