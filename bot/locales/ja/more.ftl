# Everything about an image; $when and $user are written by Discord.

button-copy-prompt = プロンプトをコピー
details-style = **スタイル** { $style }（追加した語句: { $adds }）
details-model = **モデル** { $model }
details-ratio = **縦横比** { $ratio }
# In place of a ratio, where the model chooses it
details-ratio-auto = 自動
details-size = **サイズ** { $size }（{ $pixels } px）
# In place of a size, where none was chosen
details-size-default = デフォルト
details-seed =
    { $count ->
       *[other] **シード値** { $seeds }
    }
# Who signed the file with C2PA, as the signature itself says; the bot verifies nothing.
details-signed = **署名** { $signer }（C2PA、署名の記載による、未検証）
details-signed-unnamed = **署名** C2PA（署名者の名前は読み取れません）
# Where the file was too large and is shown smaller.
details-marked = 署名は元のファイルにのみ有効です。この縮小版のメタデータには、AIで生成されたことが記録されています。
details-cost = **料金** { $cost }
details-time = **生成時間** { NUMBER($seconds, maximumFractionDigits: 1) }秒
details-not-generated = 画像は生成されませんでした。
details-requested = **リクエスト** { $user }、{ $when }
details-references = **添付画像** { $count }枚
details-generation = **OpenRouter ID** { $generation }
details-id = **画像ID** { $id }（`/show`用）

# An image that is not the bot's.

details-embedded = 埋め込み画像
details-pixels = { $pixels }ピクセル
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = 送信者: { $user }、{ $when }
