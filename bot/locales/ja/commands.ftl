# What Discord shows of members' commands before they are used. The keys are made of the
# commands' names, which stay: `command-imagine-prompt` is the option `prompt` of `/imagine`, and
# `command-menu-…` are entries of the menu of a message, with at most 32 characters. All else has at
# most 100 characters and no placeholders.

command-imagine = プロンプトから画像を生成します
command-imagine-count = 生成する枚数（1枚ごとに利用枚数に加算）
command-imagine-image = 変更する画像、または参考にする画像
command-imagine-image2 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-image3 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-image4 = 追加の画像（モデルが複数枚に対応している場合）
command-imagine-model = 使用するモデル（入力して検索）
command-imagine-private = 画像を自分だけに表示
command-imagine-prompt = 生成する画像の説明
command-imagine-ratio = 縦横比（例: 16:9）
command-imagine-seed = 同じ画像をもう一度生成するためのシード値（モデルが対応している場合）
command-imagine-size = 解像度（モデルで選択できる場合）
command-imagine-spoiler = クリックされるまで画像を非表示
command-imagine-style = プロンプトに語句を追加するスタイル
command-menu-image-details = 画像の詳細
command-menu-remix-image = 画像をリミックス
command-menu-report-image = 画像を通報
command-my = 自分の画像、デフォルト設定、制限
command-my-allowance = 残り枠、リセットの時刻、画像の料金を表示します
command-my-data = 自分に関する保存データをエクスポートまたは削除します
command-my-data-delete = 自分に関する保存データを削除します（削除前に確認します）
command-my-data-export = 自分に関する保存データをすべてファイルで受け取ります
command-my-defaults = /imagineのオプションのデフォルトを設定します
command-my-defaults-clear = デフォルト設定を解除（同じコマンドで指定したオプションは適用）
command-my-defaults-model = 使用するモデル（入力して検索）
command-my-defaults-private = 画像を自分だけに表示
command-my-defaults-ratio = 縦横比（例: 16:9）
command-my-defaults-size = 解像度（モデルで選択できる場合）
command-my-defaults-style = プロンプトに語句を追加するスタイル
command-my-images = 自分の画像を新しい順に表示します
command-my-images-search = プロンプトにこの語句を含む画像のみ
command-setup = チャンネルでボットができることを確認し、設定します
command-show = 自分の画像をボタン付きでもう一度表示します
command-show-id = 表示する画像（プロンプトの語句を入力して検索）
command-styles = プロンプトに語句を追加するスタイル
command-styles-list = ここで使えるスタイルを表示します
command-styles-list-name = このスタイルが追加する語句をすべて表示
