# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first }{ $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = 料金は発生していません。
error-charge-possible = OpenRouterの料金が発生した可能性があります。
error-charge-made = OpenRouterの料金が発生しました。

# Below a failure on Discord, where a member's count was taken before.
error-refunded = 利用枚数には含まれません。クールダウンは解除しました。
# In its place, where the member canceled what was sent already
error-still-counts = { $images }枚がすでにモデルへ送信されていたため、利用枚数に含まれ、クールダウンも適用されます。料金が発生していないと確定したら、枠に戻してクールダウンを解除します。

# Options and attached images
error-option-refused-prompt = プロンプトには、目に見える文字が1～{ $most }文字必要です。短くするか、書き直してください。
error-this-model = このモデル
# $model is a model's name, or error-this-model.
error-option-refused-image = { $most ->
        [0] { $model }は添付画像に対応していません。別のモデルを選ぶか、添付画像なしでもう一度お試しください。
       *[other] { $model }に添付できる画像は最大{ $most }枚です。別のモデルを選ぶか、添付する枚数を減らしてください。
    }
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model }は`{ $option }`の「{ $given }」に対応していません。対応している値: { $accepted }
error-option-refused-nothing = { $model }は`{ $option }`の「{ $given }」に対応していません。指定を外すか、別のモデルを選んでください。
error-option-out-of-range = `{ $option }`に指定できるのは{ $least }～{ $most }の数値です。別の数値を選んでください。
error-option-out-of-range-length = `{ $option }`は{ $least }～{ $most }文字で入力してください。短くするか、書き直してください。
error-reference-refused-too-large = 添付画像のファイルサイズが{ $megabytes } MBを超えています。より小さい画像を添付してください。
error-reference-refused-too-many-pixels = 添付画像が{ $megapixels }メガピクセルを超えています。より小さい画像を添付してください。
error-reference-refused-not-a-picture = 添付ファイルは、PNG、JPEG、WebP、GIFのいずれの画像でもありません。別のファイルを添付してください。
error-reference-refused-unavailable = 添付画像をDiscordから取得できませんでした。別の画像を添付してください。
error-reference-refused-gone = 添付画像の保存期限が切れています。コマンドを実行して、もう一度添付してください。
error-reference-refused-too-many = 添付できる画像は1時間に最大{ $most }枚です。1時間後にもう一度お試しください。
error-reference-refused-no-room = ボットは現在、これ以上添付画像を保存できません。1時間後にもう一度お試しください。
error-reference-refused-not-decoded = 添付画像が複雑すぎて、ボットが読み込めませんでした。より小さい画像を添付してください。
error-model-unknown-none = 現在、ボットが優先して使うモデルはどれも利用できません。`model`オプションで別のモデルを選ぶか、ボットのオーナーに連絡してください。
error-model-unknown = モデル「{ $model }」は存在しないか、利用できなくなっています。入力中に表示されるリストから選んでください。
error-style-unknown = スタイル「{ $style }」はここにはありません。入力中に表示されるリストから選んでください。

# Cases and appeals
error-case-unknown = ケース{ $number }はありません。番号を確認してください。
error-case-ended = ケース{ $number }はすでに無効になっているため、変更も異議申し立てもできません。
error-appeal-exists-open = このケースの異議申し立ては送信済みです。モデレーターが判断します。結果を受け取るには、このサーバーのメンバーからのダイレクトメッセージを許可してください。
error-appeal-exists-accepted = このケースの異議申し立ては認められました。再び画像を生成できます。
error-appeal-exists-declined = このケースの異議申し立ては却下されました。異議を申し立てられるのは、1つのケースにつき1回だけです。
error-appeal-unreachable = このサーバーには異議申し立てを受け付けるチャンネルがないため、送信していません。モデレーターに直接連絡するか、後でもう一度異議を申し立ててください。

# Where and when images can be created
error-outside-servers = 画像を生成できるのは、このボットがいるサーバーだけです。ボットがいるサーバーでもう一度お試しください。
error-servers-only = この機能は、このボットがいるサーバーでのみ使えます。ボットがいるサーバーでもう一度お試しください。
error-channel-unknown = このサーバーのルールはチャンネルのカテゴリーや年齢制限によって変わりますが、ボットはこのチャンネルの情報をDiscordから取得できません。1分後にもう一度試すか、別のチャンネルを使うか、このチャンネルの「チャンネルを見る」権限をボットに付けるようモデレーターに頼んでください。
error-duplicate-event = すでに処理中です（Discordから同じ操作が2回届きました）。
error-intake-closed-stopping = ボットは再起動中のため、新しいリクエストを受け付けていません。1分後にもう一度お試しください。
error-intake-closed-key-rejected = OpenRouterがボットのキーを受け付けないため、画像を生成できません。ボットのオーナーが有効なキーを設定する必要があります。
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouterがボットのキーを受け付けないため、画像を生成できません。ボットのオーナーが有効なキーを設定する必要があります。ボットによる次の確認: { $when }
error-intake-closed-out-of-credit = ボットのOpenRouterクレジットがなくなったため、画像を生成できません。ボットのオーナーがクレジットを追加する必要があります。
error-intake-closed-out-of-credit-until = ボットのOpenRouterクレジットがなくなったため、画像を生成できません。ボットのオーナーがクレジットを追加する必要があります。ボットによる次の確認: { $when }
error-intake-closed-account-blocked = ボットのOpenRouterアカウントが利用停止になっているため、画像を生成できません。ボットのオーナーがOpenRouterに問い合わせる必要があります。
error-intake-closed-account-blocked-until = ボットのOpenRouterアカウントが利用停止になっているため、画像を生成できません。ボットのオーナーがOpenRouterに問い合わせる必要があります。ボットによる次の確認: { $when }
error-answer-lost = Discordがボットの返信を受け付けませんでした。料金は発生していません。もう一度お試しください。
error-missing-permission = ここでその操作をする権限がありません。モデレーターに確認してください。
error-outdated = このコマンドまたはボタンは廃止されました。/ を入力すると、現在のコマンドが表示されます。

# The queue, and models that keep failing
error-provider-on-hold-all = OpenRouterでエラーが続いているため、リクエストを一時停止しています。{ $when }にもう一度お試しください。
error-provider-on-hold-model = { $model }でエラーが続いているため、このモデルへのリクエストを一時停止しています。{ $when }にもう一度試すか、別のモデルを選んでください。
error-queue-full-member = 順番待ちにできる画像の上限に達しています。{ $when }にもう一度お試しください。
error-queue-full-server = このサーバーの順番待ちがいっぱいです。{ $when }にもう一度お試しください。
error-queue-full-all = 順番待ちがいっぱいです。{ $when }にもう一度お試しください。
error-wait-too-long = 順番待ちが長いため、画像が時間内に完成しない見込みです。{ $when }にもう一度お試しください。

# Buttons and menus
error-cancel-refused-delivering = もうキャンセルできません。画像は生成済みで料金も発生しており、Discordが受け付け次第ここに表示されます。
error-cancel-refused-ended = このリクエストはすでに終了しているため、キャンセルできません。
error-cancel-refused-elsewhere = 現在、この画像はキャンセルできません。1分後にもう一度お試しください。
error-not-owner-author = この操作を行えるのは、この画像をリクエストしたメンバーだけです。
error-not-owner-moderators = この操作を行えるのは、この画像をリクエストしたメンバーとモデレーターだけです。
error-not-owner-nobody = この操作は、このサーバーではオフになっています。モデレーターに確認してください。
error-not-owner-everybody = ここではこの操作を行えません。モデレーターに確認してください。
error-job-forgotten = この画像は、古いか削除されたため、ボットの記録に残っていません。コマンドでもう一度リクエストしてください。
error-image-gone = このメッセージには、ボットが使える画像がありません。別のメッセージを選ぶか、コマンドを使ってください。
error-others-forbidden = このサーバーでリミックスできるのは、ボットが生成した画像だけです。その中から選ぶか、モデレーターに確認してください。
error-nothing-larger = このモデルには、この画像より大きいサイズがありません。コマンドで別のモデルを選んでください。
error-copy-refused = Discordに拒否されたため、ボットからダイレクトメッセージを送信できませんでした。このサーバーのメンバーからのダイレクトメッセージを許可してから、もう一度お試しください。
error-change-refused = Discordに拒否されたため、ボットはこのメッセージを変更できませんでした。何も変更されていません。1分後にもう一度お試しください。

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = モデルがこのプロンプトを拒否しました。コンテンツポリシーによるものと思われます。{ $charge }プロンプトを編集して、もう一度お試しください。
error-perhaps-rejected = モデルから画像が返されませんでした。このプロンプトが拒否されたか、モデルに問題が起きている可能性があります。{ $charge }プロンプトを変えるか、後でもう一度お試しください。
error-provider-busy = 現在、モデルへのリクエストが多すぎます。{ $charge }1分後にもう一度試すか、別のモデルを選んでください。
error-provider-busy-until = 現在、モデルへのリクエストが多すぎます。{ $charge }{ $when }にもう一度試すか、別のモデルを選んでください。
error-provider-busy-seconds = 現在、モデルへのリクエストが多すぎます。{ $charge }{ $seconds }秒後にもう一度試すか、別のモデルを選んでください。
error-provider-down = モデルのプロバイダーが停止しているか、問題が起きています。{ $charge }後でもう一度試すか、別のモデルを選んでください。
error-key-rejected = OpenRouterがボットのキーを受け付けません。{ $charge }ボットのオーナーが有効なキーを設定する必要があります。
error-account-blocked = ボットのアカウントが、OpenRouterまたはモデルのプロバイダーで利用停止になっています。{ $charge }プロンプトが原因ではありません。別のモデルを選ぶか、ボットのオーナーに連絡してください。
error-out-of-credit = ボットのOpenRouterクレジットが、この画像には足りません。{ $charge }ボットのオーナーがクレジットを追加するまで、画像を生成できません。
error-model-gone = { $model }の提供は終了しました。{ $charge }別のモデルを選んでください。
error-model-gone-unnamed = このモデルの提供は終了しました。{ $charge }別のモデルを選んでください。
error-provider-forbids = OpenRouterは、このアカウントまたは地域からのこのリクエストを許可していません。{ $charge }別のモデルを選ぶか、ボットのオーナーに連絡してください。
error-request-rejected = OpenRouterがこのリクエストを受け付けませんでした。{ $charge }別のオプションでお試しください。添付画像を小さくすると解決することもあります。
error-generation-timed-out = 時間がかかりすぎたため、リクエストを中止しました。{ $charge }もう一度試すか、より速いモデルを選んでください。
error-bad-answer = モデルから使用できる画像が返されませんでした。{ $charge }もう一度試すか、別のモデルを選んでください。
error-generation-failed = 画像を生成できませんでした。{ $charge }後でもう一度お試しください。

# Generated, but not shown
error-too-large-for-discord = 画像は生成されましたが、ファイルサイズが大きすぎてここにアップロードできません。{ $charge }より小さいサイズを選んでください。
error-discord-unavailable = 画像は生成されましたが、Discordが受け付けませんでした。{ $charge }後でもう一度お試しください。
error-nowhere-to-deliver = 画像は生成されましたが、送信先がなくなっていました。{ $charge }もう一度お試しください。
error-delivery-given-up = 画像は生成されましたが、Discordに送信するための処理が繰り返し失敗しました。{ $charge }できれば小さいサイズで、もう一度お試しください。
error-delivery-failed = 画像は生成されましたが、送信できませんでした。{ $charge }もう一度お試しください。

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = このリクエストをキャンセルしました。{ $charge }間違いだった場合は、もう一度お試しください。
# $who is the mention of the moderator who canceled.
error-cancelled = モデレーターの{ $who }がこのリクエストをキャンセルしました。{ $charge }間違いだった場合は、もう一度お試しください。
error-charge-whole-or-free = 画像がすでに完成していた場合を除き、OpenRouterの料金は発生しません。
error-interrupted = 画像が完成する前にボットが停止しました。{ $charge }1分後にもう一度お試しください。
error-lost-in-restart = 画像の生成中にボットが再起動したため、画像は失われました。{ $charge }もう一度お試しください。料金が二重に発生するおそれがあるため、ボットが自動で再試行することはありません。
error-spool-failed = ボットが画像を保存できませんでした。{ $charge }ボットのオーナーに連絡してください。
error-unexpected = 問題が発生しました（参照番号: { $reference }）。画像の処理中だった場合は、OpenRouterの料金が発生した可能性があります。もう一度お試しください。問題が続く場合は、ボットのオーナーに参照番号を伝えてください。

# The database; every one ends in what to do.
error-storage-failed-busy = ボットのデータベースが混み合っています。1分後にもう一度お試しください。
error-storage-failed-damaged = ボットのデータベースが破損しています。ボットのオーナーに連絡してください。
error-storage-failed-read-only = ボットのデータベースに書き込めません。ボットのオーナーに連絡してください。
error-storage-failed-full = ボットのデータベースに空きがありません。ボットのオーナーに連絡してください。
error-storage-failed-unreachable = ボットのデータベースに接続できません。1分後にもう一度お試しください。
error-storage-failed-newer = ボットのデータベースは、より新しいバージョンのボットのものです。ボットのオーナーに連絡してください。
error-storage-failed-other = ボットのデータベースが動作していません。後でもう一度試すか、ボットのオーナーに連絡してください。

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = このテキストは、このサーバーのルールで許可されていません。変更して、もう一度お試しください。
# $rule is the name that moderators gave the rule.
error-text-refused-rule = このテキストは、このサーバーのルール「{ $rule }」で許可されていません。変更して、もう一度お試しください。
# $message is what moderators of this server wrote.
error-text-refused-message = このテキストは、このサーバーのルールで許可されていません: { $message }
error-text-refused-rule-message = このテキストは、このサーバーのルール「{ $rule }」で許可されていません: { $message }
error-text-refused-operator = このテキストは、ボットのオーナーがすべてのサーバーで禁止しています。変更して、もう一度お試しください。

# Held requests and reports
error-request-held = このリクエストには、モデレーターの許可が必要です。許可されると、画像がこのチャンネルに表示され、ボットからメンションが届きます。却下された場合や、24時間以内に判断されなかった場合は、ダイレクトメッセージが届きます。それまでは、利用枚数に含まれません。
error-request-held-private = このリクエストには、モデレーターの許可が必要です。24時間以内に、画像または結果がダイレクトメッセージで届きます。それまでは、利用枚数に含まれません。
error-too-many-held = モデレーターの許可を待っているリクエストが、上限の{ $most }件に達しています。判断を待つか、プロンプトを変えてください。
error-consent-needed = このサーバーのモデレーターは非公開のリクエストを見ることができるため、同意が必要です。コマンドをもう一度実行して同意するか、`private`をオフにしてください。
# $moderator is a mention
error-held-decided-allowed = このリクエストは、{ $moderator }がすでに許可しています。
error-held-decided-denied = このリクエストは、{ $moderator }がすでに却下しています。
error-held-expired = 24時間以内にモデレーターが判断しなかったため、このリクエストは期限切れになりました。メンバーはもう一度送信できます。
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = リクエストは許可されましたが、現在は画像を生成できません。理由はメンバーに通知済みです。後でもう一度「Allow」をクリックできます。理由: { $reason }
error-member-left = メンバーがこのサーバーにもういないため、画像を生成しませんでした。
error-not-reportable = 通報できるのは、このボットがこのサーバーで生成した公開の画像だけです。その中から選ぶか、モデレーターに連絡してください。
error-own-image-reported = 自分の画像は通報できません。削除するには、画像の下の「その他」→「削除」を選んでください。
error-already-reported = この画像はすでに通報しています。モデレーターが判断したら、ダイレクトメッセージでお知らせします。
error-too-many-reports = 24時間以内に送信できる通報の上限（{ $most }件）に達しました。明日もう一度試すか、モデレーターに連絡してください。
error-no-place-for-reports = このサーバーには通報を受け付けるチャンネルがありません。この画像については、モデレーターに連絡してください。
error-reason-too-short = 理由は{ $least }～{ $most }文字で入力してください。もう少し詳しく書いてください。
error-reports-closed = この画像への通報は、すでに対応済みです。
