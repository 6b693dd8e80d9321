# Why a limit says no. A refusal is put together from whole sentences, in this order: what is used
# or not allowed, where that is set, and what to do. Every message stands on one line.

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

# Where a limit was set; $mention is shown by Discord as the name of the channel or role. It stands
# in limit-source and limit-cooldown-set.
limit-set-by = { $kind ->
        [owner] ボットのオーナーが設定
        [server] このサーバーに設定
        [category] カテゴリー{ $mention }に設定
        [channel] { $mention }に設定
       *[role] ロール{ $mention }に設定
    }
# $rule is the limit's name in the command /limits, $origin is limit-set-by.
limit-source = これは制限`{ $rule }`（{ $origin }）によるものです。
# $when is a time that Discord counts down to, such as: in 2 hours
limit-source-until = これは制限`{ $rule }`（{ $origin }）によるもので、{ $when }にリセットされます。

# What to do
limit-todo-ask-moderator = 料金は発生していません。モデレーターに相談してください。
limit-todo-ask-owner = 料金は発生していません。ボットのオーナーに相談してください。
limit-todo-less = 料金は発生していません。数を減らすか、より安いモデルを選んでください。
limit-todo-when-done = 料金は発生していません。どれかが終わったら、もう一度試してください。
limit-todo-then = 料金は発生していません。その後でもう一度試してください。
limit-todo-then-or-cheaper = 料金は発生していません。その後でもう一度試すか、より安いモデルを選んでください。
limit-todo-choose = 料金は発生していません。許可されているものから選んでください。
limit-todo-fewer = 料金は発生していません。数を減らしてもう一度試してください。
limit-todo-without = 料金は発生していません。添付なしでもう一度試してください。
limit-todo-not-private = 料金は発生していません。`private`なしでもう一度試してください。
limit-todo-other-channel = 料金は発生していません。別のチャンネルでもう一度試してください。

# Nothing is allowed at all
limit-none-pictures = { $whose ->
        [member] あなたは画像を生成できません。
        [server] このサーバーでは画像を生成できません。
       *[bot] 画像は生成できません。
    }
limit-none-money = { $whose ->
        [member] あなたの画像に使える予算はありません。
        [server] このサーバーの画像に使える予算はありません。
       *[bot] 画像に使える予算はありません。
    }
limit-none-jobs = { $whose ->
        [member] あなたはコマンドを使えません。
        [server] このサーバーではコマンドを使えません。
       *[bot] コマンドは使えません。
    }

# One wish is more than the whole limit
limit-too-much-pictures = { $asked }枚が指定されましたが、上限は全部で{ $cap }枚です。
limit-too-much-money = 料金が最大{ $asked }かかる可能性がありますが、上限は全部で{ $cap }です。
limit-too-much-jobs = 同時に{ $asked }件のコマンドを実行しようとしましたが、上限は{ $cap }件です。

# Too many at once
limit-under-way-member = あなたのコマンドはまだ{ $used ->
       *[other] { $used }件
    }が実行中で、同時に実行できるのは{ $cap ->
       *[other] { $cap }件
    }までです。
limit-under-way-server = このサーバーではコマンド{ $used ->
       *[other] { $used }件
    }が実行中で、同時に実行できるのは{ $cap ->
       *[other] { $cap }件
    }までです。

# Used up, or nearly; what is used is one of limit-used, and ends as one of limit-used-up.
limit-used-up = { $used }。
limit-used-up-more = { $used }。今回はさらに{ $more }枚が指定されています。
limit-used-up-cost = { $used }。今回は最大{ $cost }かかる可能性があります。
limit-used-member-pictures = { $span ->
        [day] 今日のあなたの画像
        [month] 今月のあなたの画像
       *[everywhere] 今日のあなたの画像（全サーバー合計）
    }は、{ $cap ->
       *[other] { $cap }枚
    }のうち{ $used }枚を使用済みです
limit-used-member-money = { $span ->
        [day] 今日のあなたの予算
        [month] 今月のあなたの予算
       *[everywhere] 今日のあなたの予算（全サーバー合計）
    }は、{ $cap }のうち{ $used }を使用済みです
limit-used-server-pictures = { $span ->
        [day] 今日
       *[month] 今月
    }のこのサーバーの画像は、{ $cap ->
       *[other] { $cap }枚
    }のうち{ $used }枚を使用済みです
limit-used-server-money = { $span ->
        [day] 今日
       *[month] 今月
    }のこのサーバーの予算は、{ $cap }のうち{ $used }を使用済みです
limit-used-bot-money = { $span ->
        [day] 今日
       *[month] 今月
    }のボットの予算は、{ $cap }のうち{ $used }を使用済みです

# The wait between two pictures; $wait is put together from limit-wait, such as: 1 min 30 s
limit-cooldown = 次の画像は{ $when }に生成できます。料金は発生していません。早く試しても待ち時間は延びません。
limit-cooldown-set = 次の画像は{ $when }に生成できます。次の画像までの間隔は{ $wait }です（{ $origin }）。料金は発生していません。早く試しても待ち時間は延びません。
limit-wait-days = { $n ->
       *[other] { $n }日
    }
limit-wait-hours = { $n }時間
limit-wait-minutes = { $n }分
limit-wait-seconds = { $n }秒

# Not allowed in this place; $allowed is one of limit-allowed.
limit-forbidden-model = モデル「{ $given }」はここでは使えません。{ $allowed }。
limit-forbidden-models = 今ここで使えるモデルはありません。{ $allowed }。
limit-forbidden-size = サイズ「{ $given }」はここでは使えません。{ $allowed }。
limit-allowed-none = 許可されているものはありません
limit-allowed = { $n ->
       *[other] 許可されているのは{ $names }です
    }
limit-forbidden-count = 一度に{ $given ->
       *[other] { $given }枚
    }が指定されましたが、ここで{ $most ->
        [0] は生成できません
       *[other] 一度に生成できるのは{ $most }枚までです
    }。
limit-forbidden-references = 画像が{ $given }枚添付されましたが、ここで{ $most ->
        [0] は添付できません
       *[other] 添付できるのは{ $most }枚までです
    }。
limit-forbidden-private = 自分だけに表示される画像は、ここでは生成できません。
limit-forbidden-unless-nsfw = 画像を生成できるのは年齢制限チャンネルだけです。
limit-forbidden-nsfw = 年齢制限チャンネルでは画像を生成できません。
limit-forbidden-here = ここでは画像を生成できません。

# Lists of channels; $links are channels, and $n is how many.
limit-channel-only = このサーバーでは、画像の生成は別のチャンネルで行います。このサーバーに設定されたチャンネルリストによるものです。料金は発生していません。{ $n ->
        [0] 使えるチャンネルはモデレーターに聞いてください
       *[other] { $links }で試してください
    }。
limit-channel-blocked = このチャンネルでは画像を生成できません。このサーバーに設定されたチャンネルリストによるものです。料金は発生していません。{ $n ->
        [0] 使えるチャンネルはモデレーターに聞いてください
       *[other] { $links }で試してください
    }。

# A pause; behind the first sentence comes one about its end.
limit-paused = モデレーターがこのサーバーでの画像の生成を一時停止しています。
limit-paused-reason = モデレーターがこのサーバーでの画像の生成を一時停止しています（理由: { $reason }）。
limit-paused-until = 一時停止は{ $when }に終わります。料金は発生していません。その後でもう一度試してください。
limit-paused-open = 一時停止はモデレーターが再開すると終わります。料金は発生していません。いつになるかはモデレーターに聞いてください。

# Refusals by the models
limit-refusals = 1時間以内にモデルに拒否されたあなたのプロンプトが多すぎるため、みんなが使うボットのアカウントが危険にさらされています。{ $when }にまた使えるようになります。料金は発生していません。次はまったく違う言葉で試してください。
