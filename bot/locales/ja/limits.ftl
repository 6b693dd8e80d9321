# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# stands on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $span ->
        [day] 1日の
        [month] 1か月の
       *[now] 同時の
    }{ $whose ->
        [bot] { $measure ->
            [images] ボット全体の画像枚数
            [money] ボット全体の予算
           *[jobs] ボット全体のリクエスト数
        }
        [member] { $measure ->
            [images] 画像枚数
            [money] 金額（ドル）
           *[jobs] リクエスト数
        }（メンバーごと）
        [user] { $measure ->
            [images] 画像枚数
            [money] 金額（ドル）
           *[jobs] リクエスト数
        }（全サーバー合計、ユーザーごと）
        [server] { $measure ->
            [images] 画像枚数
            [money] 金額（ドル）
           *[jobs] リクエスト数
        }（サーバーごと）
       *[capped-server] { $measure ->
            [images] 画像枚数
            [money] 金額（ドル）
           *[jobs] リクエスト数
        }（サーバーごと、オーナーの上限）
    }
limit-name-cooldown = クールダウン
limit-name-models = モデル
limit-name-sizes = サイズ
limit-name-count = 1回のリクエストの画像枚数
limit-name-references = 1回のリクエストの添付画像
limit-name-private = 非公開の画像
limit-name-nsfw = 年齢制限チャンネル

# Titles of groups of limits
limit-group-time = 時間
limit-group-images = 画像
limit-group-money = 料金
limit-group-at-once = 同時実行
limit-group-use = 使えるもの

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] ボットのオーナーが設定
        [server] このサーバーに設定
        [category] カテゴリー{ $mention }に設定
        [channel] { $mention }に設定
       *[role] ロール{ $mention }に設定
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by.
limit-source = 制限: { $name }（{ $origin }）。
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = 制限: { $name }（{ $origin }）。{ $when }にリセットされます。

# What to do
limit-todo-ask-moderator = モデレーターが変更できます。
limit-todo-ask-owner = 変更できるのはボットのオーナーだけです。
limit-todo-less = 枚数を減らすか、より安いモデルを使ってください。
limit-todo-when-done = どれかが終わったら、もう一度試してください。
limit-todo-then = その後でもう一度試してください。
limit-todo-then-or-cheaper = その後でもう一度試すか、より安いモデルを使ってください。
limit-todo-choose = 許可されているものを選んでください。
limit-todo-fewer = 数を減らしてもう一度試してください。
limit-todo-without = 添付画像なしでもう一度試してください。
limit-todo-not-private = `private`なしでもう一度試してください。
limit-todo-other-channel = 別のチャンネルでもう一度試してください。

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] 画像の生成はオフになっています。
            [money] ボットには画像の予算がありません。
           *[jobs] 画像の生成はオフになっています。
        }
        [server] { $measure ->
            [images] このサーバーでは画像を生成できません。
            [money] このサーバーには画像の予算がありません。
           *[jobs] このサーバーでは画像を生成できません。
        }
        [capped-server] { $measure ->
            [images] このサーバーでは画像を生成できません。
            [money] このサーバーには画像の予算がありません。
           *[jobs] このサーバーでは画像を生成できません。
        }
        [user] { $measure ->
            [images] このボットでは画像を生成できません。
            [money] 画像の予算がありません。
           *[jobs] このボットでは画像を生成できません。
        }
       *[member] { $measure ->
            [images] ここでは画像を生成できません。
            [money] 画像の予算がありません。
           *[jobs] ここでは画像を生成できません。
        }
    }

# One request is more than the whole limit
limit-too-much-images = { $asked }枚がリクエストされましたが、上限は{ $cap }枚です。
limit-too-much-money = 料金が最大{ $asked }かかる可能性がありますが、上限は{ $cap }です。
limit-too-much-jobs = 同時に{ $asked }件のリクエストですが、上限は{ $cap }件です。

# Too many at once
limit-running = { $measure ->
            [images] 画像
            [money] 料金
           *[jobs] リクエスト
        }（{ $whose ->
        [bot] ボット全体
        [server] このサーバー
        [capped-server] このサーバー（ボットのオーナーの上限）
        [user] 全サーバー合計
       *[member] 自分
    }）は{ $used }が処理中です。上限は{ $cap }です。

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }。
limit-used-up-more = { $used }。さらに{ $more }がリクエストされました。
limit-used-up-cost = { $used }。今回の料金は最大{ $cost }です。
limit-used = { $span ->
        [day] 今日
        [month] 今月
       *[now] 同時
    }の{ $measure ->
            [images] 画像
            [money] 予算
           *[jobs] リクエスト
        }（{ $whose ->
        [bot] ボット全体
        [server] このサーバー
        [capped-server] このサーバー（ボットのオーナーの上限）
        [user] 全サーバー合計
       *[member] 自分
    }）は、{ $cap }のうち{ $used }を使用済みです

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = 次の画像は{ $when }に生成できます。早く試してもクールダウンは延びません。
limit-cooldown-set = 次の画像は{ $when }に生成できます。クールダウンは{ $wait }です（{ $origin }）。早く試しても延びません。
limit-wait-days = { $n }日
limit-wait-hours = { $n }時間
limit-wait-minutes = { $n }分
limit-wait-seconds = { $n }秒

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given }はここでは使えません。{ $allowed }
limit-forbidden-models = 今ここで使えるモデルはありません。{ $allowed }
limit-forbidden-size = サイズ「{ $given }」はここでは使えません。{ $allowed }
limit-allowed-none = 許可されているものはありません。
limit-allowed = 許可: { $names }。
limit-forbidden-count = { $given }枚がリクエストされましたが、ここでの上限は{ $most }枚です。
limit-forbidden-references = 画像が{ $given }枚添付されましたが、ここでの上限は{ $most }枚です。
limit-forbidden-private = ここでは非公開の画像を生成できません。
limit-forbidden-unless-nsfw = 画像を生成できるのは年齢制限チャンネルだけです。
limit-forbidden-nsfw = 年齢制限チャンネルでは画像を生成できません。
limit-forbidden-here = ここでは画像を生成できません。

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = このサーバーで画像を生成できるチャンネルは限られています。{ $n ->
        [0] 使えるチャンネルはモデレーターに聞いてください。
       *[other] { $links }で生成できます。
    }
limit-channel-blocked = このチャンネルでは画像の生成がオフになっています（サーバーの設定）。{ $n ->
        [0] 使えるチャンネルはモデレーターに聞いてください。
       *[other] { $links }で生成できます。
    }

# A pause; a sentence about its end follows.
limit-paused = モデレーターがこのサーバーでの画像の生成を一時停止しています。
limit-paused-reason = モデレーターがこのサーバーでの画像の生成を一時停止しています（理由: { $reason }）。
limit-paused-until = { $when }に再開します。その後でもう一度試してください。
limit-paused-open = 再開の時期はモデレーターに聞いてください。

# Prompts that the models rejected
limit-refusals = 1時間以内に拒否されたプロンプトが多く、ボットのアカウントが停止されるおそれがあります。{ $when }に再び利用できます。次は別のプロンプトを試してください。
