# What a member has left, as /my allowance shows it. Every message is on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What prevents the next image, or changes what counts
# $number is the number of a case
allowance-blocked = 🚫 利用停止中のため、画像を生成できません（ケース{ $number }）
allowance-blocked-until = 🚫 { $until }まで利用停止中のため、画像を生成できません（ケース{ $number }）
allowance-outside = 🚫 このボットはサーバーでのみ使えます。DMでは使えません。
allowance-paused = ⏸️ モデレーターが再開するまで、画像の生成は一時停止中です
allowance-paused-until = ⏸️ { $until }まで、画像の生成は一時停止中です
# $paused is one of the two above
allowance-paused-reason = { $paused }（理由: { $reason }）
allowance-wrong-channel = 🚫 このチャンネルでは画像を生成できません（サーバーの設定）。
allowance-unknown-channel = 🚫 現在、このチャンネルでは画像を生成できません。カテゴリーや年齢制限の有無で変わる制限がありますが、ボットはその情報をDiscordから取得できません。
# $limit is a limit's name, such as limit-name-nsfw; $origin is limit-set-by
allowance-forbidden = 🚫 このチャンネルでは許可されていません。{ $limit }: { $value }（{ $origin }）
allowance-refused = 🚫 拒否されたプロンプトが多すぎます。待ち時間の終了: { $when }
allowance-cooldown = ⏳ クールダウンの終了: { $when }
allowance-no-cooldown = ✅ クールダウン中ではありません。
allowance-used-up = 🚫 上限に達しました: { $limit }
allowance-used-up-until = 🚫 上限に達しました: { $limit } · { $when }にリセット
allowance-exempt = ⭐ 免除ロール: クールダウンと個人の画像枚数の上限は適用されません。
allowance-event = 🎉 { $until }まで、画像枚数の上限が{ $factor }倍になります。

# What is left. $bar has ten cells, of which the dark ones are used; $what is allowance-what.
allowance-left = { $bar } { $what }: 残り **{ $left }** / { $cap }
allowance-left-until = { $bar } { $what }: 残り **{ $left }** / { $cap }（{ $when }にリセット）
# Whose count it is, what is counted, and how long
allowance-what = { $span ->
        [day] 今日の
        [month] 今月の
       *[now] 同時処理の
    }{ $measure ->
        [images] 画像枚数
        [money] 予算
       *[jobs] リクエスト数
    }（{ $whose ->
        [bot] ボット全体
        [server] このサーバー
        [capped-server] このサーバー、ボットのオーナーの上限
        [user] 自分、全サーバー合計
       *[member] 自分
    }）
allowance-unlimited = ここでは制限はありません。
allowance-grant = 🎁 ボーナス画像: 残り **{ $left }** / { $granted }枚（{ $until }まで）

# Limits that are not counted, such as: Cooldown: 1 min (set for this server)
allowance-limit = { $limit }: { $value }（{ $origin }）
# What a limit is set to: no limit
allowance-off = 制限なし
# The same, such as at most 3 images per request
allowance-most = { $n ->
        [0] 不可
       *[other] 最大{ $n }枚
    }
# The same, where nothing can be chosen
allowance-none = すべて不可
allowance-allowed = 許可
allowance-not-allowed = 禁止
allowance-nsfw-anywhere = 許可
allowance-nsfw-only = 該当チャンネルでのみ生成可
allowance-nsfw-never = 該当チャンネルでは生成不可

# The next image
allowance-no-model = 現在利用できるモデルはありません。
allowance-next = 次の画像の料金は、**{ $model }** で最大{ $cost }です。
