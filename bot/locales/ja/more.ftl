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
details-not-generated = 画像は生成されませんでした。
details-requested = **依頼** { $user }、{ $when }
details-references =
    { $count ->
       *[other] **添付画像** { $count }枚
    }
details-generation = **生成ID** { $generation }
details-id = **ID** { $id }

# A picture that is not the bot's.

details-embedded = 外部から表示されている画像
details-pixels = { $pixels }ピクセル
details-kib = { $kib } KB
details-mib = { NUMBER($mib, maximumFractionDigits: 1) } MB
details-sent = 送信者: { $user }、{ $when }
