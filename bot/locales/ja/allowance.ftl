# What a member has left, as /my allowance shows it. Every message stands on one line. $when is a
# time that Discord counts down to, such as: in 2 hours. $until is a date with a time of day.

# What stands in the way
allowance-outside = 🚫 ボットのオーナーの設定により、サーバーの外では画像を生成できません。
allowance-paused = ⏸️ モデレーターが再開するまで、画像の生成は一時停止中です
allowance-paused-until = ⏸️ { $until }まで、画像の生成は一時停止中です
# $paused is one of the two above
allowance-paused-reason = { $paused }（理由: { $reason }）
allowance-wrong-channel = 🚫 チャンネルリストの設定により、このチャンネルでは画像を生成できません。
allowance-unknown-place = 🚫 今はこのチャンネルで画像を生成できません。ルールがカテゴリーや年齢制限によって変わりますが、Discordからボットに情報が届いていません。
# $limit is a limit's name in the command /limits; $origin is limit-set-by
allowance-forbidden = 🚫 このようなチャンネルでは使えません: `{ $limit }` { $value }（{ $origin }）
allowance-refused = 🚫 拒否されたプロンプトが多すぎます。{ $when }にまた使えるようになります。
allowance-cooldown = ⏳ クールダウンは{ $when }に終わります。
allowance-no-cooldown = ✅ クールダウン中ではありません。
allowance-used-up = 🚫 `{ $limit }`を使い切りました。
allowance-used-up-until = 🚫 `{ $limit }`を使い切りました。{ $when }にリセットされます。
allowance-exempt = ⭐ 免除ロールがあるため、クールダウンとメンバーごとの枚数制限は適用されません。
allowance-event = 🎉 { $until }まで、画像の枚数制限が{ $factor }倍になります。

# What is left; $what is one of allowance-what
allowance-left = { $what }: 残り **{ $left }** / { $cap }
allowance-left-until = { $what }: 残り **{ $left }** / { $cap }（{ $when }にリセット）
allowance-what-member-images-per-day = 今日のあなたの画像
allowance-what-member-images-per-month = 今月のあなたの画像
allowance-what-server-images-per-day = 今日のサーバー全体の画像
allowance-what-server-images-per-month = 今月のサーバー全体の画像
allowance-what-member-usd-per-day = 今日のあなたの予算
allowance-what-member-usd-per-month = 今月のあなたの予算
allowance-what-server-usd-per-day = 今日のサーバー全体の予算
allowance-what-server-usd-per-month = 今月のサーバー全体の予算
allowance-what-member-jobs-at-once = あなたの同時コマンド数
allowance-what-server-jobs-at-once = サーバー全体の同時コマンド数
allowance-what-CAP_SERVER_USD_PER_DAY = 今日のサーバー全体の予算（ボットのオーナーが設定）
allowance-what-CAP_SERVER_USD_PER_MONTH = 今月のサーバー全体の予算（ボットのオーナーが設定）
allowance-what-CAP_USER_USD_PER_DAY = 今日のあなたの予算（すべての場所の合計、ボットのオーナーが設定）
allowance-what-CAP_USER_IMAGES_PER_DAY = 今日のあなたの画像（全サーバー合計）
allowance-what-BUDGET_USD_PER_DAY = 今日のボットの予算
allowance-what-BUDGET_USD_PER_MONTH = 今月のボットの予算
allowance-unlimited = ここでは、あなたの画像の枚数、料金、コマンドに制限はありません。
allowance-grant = 🎁 追加で付与された{ $granted ->
       *[other] { $granted }枚
    }のうち、残り **{ $left }** 枚（{ $until }まで）

# Limits that are not counted, such as: `cooldown` 1 min, set for this server
allowance-limit = `{ $limit }` { $value }（{ $origin }）
# What a limit is set to: no limit
allowance-off = 制限なし
# The same, such as at most 3 pictures for one command
allowance-most = { $n ->
        [0] 不可
       *[other] { $n }まで
    }
# The same, where nothing can be chosen
allowance-none = すべて不可
allowance-allowed = 許可
allowance-not-allowed = 禁止
allowance-nsfw-anywhere = どこでも可
allowance-nsfw-only = 年齢制限チャンネルのみ
allowance-nsfw-never = 年齢制限チャンネルでは不可

# The next picture
allowance-no-model = 今は画像を生成できるモデルがありません。
allowance-next = 次の画像の料金は、**{ $model }** で最大{ $cost }です。
