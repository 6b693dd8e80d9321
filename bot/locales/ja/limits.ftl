# Names of limits, and why a limit refuses a request. A refusal is put together from whole sentences,
# in this order: what is used or not allowed, which limit that is, and what to do. Every message
# is on one line.

# Names of limits, as headings and between quotes.
# What is counted, whose and how long: Images per member per day, Bot budget per month
limit-name-counted = { $whose ->
        [bot] ボット全体の
        [member] メンバーごとの
        [user] ユーザーごとの
        [server] サーバーごとの
       *[capped-server] サーバーごとの
    }{ $span ->
        [day] 1日の
        [month] 1か月の
       *[now] 同時処理の
    }{ $measure ->
        [images] 画像枚数
        [money] 予算
       *[jobs] リクエスト数
    }{ $whose ->
        [user] （全サーバー合計）
        [capped-server] （オーナーの上限）
       *[member] { "" }
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
limit-group-at-once = 同時処理
limit-group-use = 使えるもの

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It is in
# limit-with-origin and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] ボットのオーナーの設定
        [server] このサーバーの設定
        [category] カテゴリー{ $mention }の設定
        [channel] { $mention }の設定
       *[role] ロール{ $mention }の設定
    }
# $name is the limit's name, such as limit-name-cooldown; $origin is limit-set-by. The name of an
# owner's cap says who set it.
limit-with-origin = { $whose ->
        [capped-server] 「{ $name }」
       *[other] 「{ $name }」（{ $origin }）
    }
# $limit is limit-with-origin
limit-source = 適用される制限は{ $limit }です。
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = 適用される制限は{ $limit }で、{ $when }にリセットされます。

# What to do
limit-todo-ask-moderator = モデレーターが変更できます。
limit-todo-ask-owner = 変更できるのはボットのオーナーだけです。
limit-todo-less = 画像の枚数を減らすか、より安いモデルを使ってください。
limit-todo-when-done = どれかが終わったら、もう一度お試しください。
limit-todo-then = その後、もう一度お試しください。
limit-todo-then-or-cheaper = その後でもう一度試すか、より安いモデルを使ってください。
limit-todo-choose = 許可されているものを選んでください。
limit-todo-fewer = 枚数を減らして、もう一度お試しください。
limit-todo-without = 添付画像なしで、もう一度お試しください。
limit-todo-not-private = `private`なしで、もう一度お試しください。
limit-todo-other-channel = 別のチャンネルで、もう一度お試しください。

# Nothing is allowed at all
limit-none = { $whose ->
        [bot] { $measure ->
            [images] 画像の生成はオフになっています。
            [money] ボットには画像に使える予算がありません。
           *[jobs] 画像の生成はオフになっています。
        }
        [server] { $measure ->
            [images] このサーバーでは画像を生成できません。
            [money] このサーバーには画像に使える予算がありません。
           *[jobs] このサーバーでは画像をリクエストできません。
        }
        [capped-server] { $measure ->
            [images] このサーバーでは画像を生成できません。
            [money] このサーバーには画像に使える予算がありません。
           *[jobs] このサーバーでは画像をリクエストできません。
        }
        [user] { $measure ->
            [images] このボットでは画像を生成できません。
            [money] 画像に使える予算がありません。
           *[jobs] このボットには画像をリクエストできません。
        }
       *[member] { $measure ->
            [images] ここでは画像を生成できません。
            [money] 画像に使える予算がありません。
           *[jobs] ここでは画像をリクエストできません。
        }
    }

# One request is more than the whole limit
limit-too-much-images = 今回のリクエストは{ $asked }枚ですが、上限は{ $cap }枚です。
limit-too-much-money = 今回の料金は最大{ $asked }になる可能性がありますが、上限は{ $cap }です。
limit-too-much-jobs = 同時に{ $asked }件のリクエストがありましたが、上限は{ $cap }件です。

# Too many at once
limit-running = { $whose ->
        [bot] ボット全体で
        [server] このサーバーで
        [capped-server] このサーバーで
        [user] 全サーバー合計で
       *[member] 現在
    }{ $measure ->
        [images] { $used }枚の画像を処理中です。上限は{ $cap }枚です。
        [money] { $used }分を処理中です。上限は{ $cap }です。
       *[jobs] { $used }件のリクエストを処理中です。上限は{ $cap }件です。
    }

# Used up, or nearly; $used is limit-used.
limit-used-up = { $used }。
limit-used-up-more = { $used }。今回のリクエストは{ $more }枚です。
limit-used-up-cost = { $used }。今回の料金は最大{ $cost }になる可能性があります。
limit-used = { $span ->
        [day] 今日は
        [month] 今月は
       *[now] 現在は
    }{ $whose ->
        [bot] ボット全体で
        [server] このサーバーで
        [capped-server] このサーバーで
        [user] 全サーバー合計で
       *[member] すでに
    }{ $measure ->
        [images] { $cap }枚中{ $used }枚を使用しています
        [money] { $cap }のうち{ $used }を使用しています
       *[jobs] { $cap }件中{ $used }件を使用しています
    }

# The wait between two requests; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = クールダウン: 次に生成できる時刻は{ $when }です。早く試しても、クールダウンは延びません。
limit-cooldown-set = クールダウン: 次に生成できる時刻は{ $when }です。クールダウンは{ $wait }です（{ $origin }）。早く試しても、クールダウンは延びません。
limit-wait-days = { $n }日
limit-wait-hours = { $n }時間
limit-wait-minutes = { $n }分
limit-wait-seconds = { $n }秒

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = { $given }はここでは使えません。{ $allowed }
limit-forbidden-models = 現在、ここで使えるモデルはありません。{ $allowed }
limit-forbidden-size = サイズ「{ $given }」はここでは使えません。{ $allowed }
limit-allowed-none = 許可されているものはありません。
limit-allowed = 許可されているもの: { $names }。
limit-forbidden-count = 今回のリクエストは{ $given }枚ですが、ここでの上限は{ $most }枚です。
limit-forbidden-references = 添付画像は{ $given }枚ですが、ここでの上限は{ $most }枚です。
limit-forbidden-private = ここでは非公開の画像を生成できません。
limit-forbidden-unless-nsfw = 画像を生成できるのは年齢制限チャンネルだけです。
limit-forbidden-nsfw = 年齢制限チャンネルでは画像を生成できません。
limit-forbidden-here = ここでは画像を生成できません。

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = このサーバーで画像を生成できるチャンネルは限られています。{ $n ->
        [0] 生成できるチャンネルは、モデレーターに確認してください。
       *[other] 生成できるチャンネル: { $links }
    }
limit-channel-blocked = このチャンネルでは画像の生成がオフになっています（サーバーの設定）。{ $n ->
        [0] 生成できるチャンネルは、モデレーターに確認してください。
       *[other] 生成できるチャンネル: { $links }
    }

# A pause; a sentence about its end follows.
limit-paused = このサーバーでの画像の生成は、モデレーターが一時停止しています。
limit-paused-reason = このサーバーでの画像の生成は、モデレーターが一時停止しています（理由: { $reason }）。
limit-paused-until = { $when }に再開されます。その後、もう一度お試しください。
limit-paused-open = 再開の時期は、モデレーターに確認してください。

# Prompts that the models rejected
error-too-many-rejections = 1時間以内に拒否されたプロンプトが多く、ボットのアカウントが利用停止になるおそれがあります。{ $when }に再び利用できます。次は別のプロンプトでお試しください。
