# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = 料金は発生していません。
error-charge-possible = OpenRouterの料金が発生した可能性があります。
error-charge-made = OpenRouterの料金が発生しました。

# Below a failure on Discord, where a member's count was taken before.
error-refunded = あなたの枚数には数えません。画像の枚数とクールダウンは元に戻しました。
# In its place, where the member cancelled what was sent already
error-still-counts = すでに{ $images }枚分を送信していたため、枚数とクールダウンはそのまま残ります。料金が発生していないと確定したら、元に戻します。

# Options and attached pictures
error-option-refused-prompt = プロンプトには、目に見える文字が1～{ $most }文字必要です。料金は発生していません。書き直してください。
error-this-model = このモデル
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model }{ $most ->
        [0] は添付画像に対応していません
       *[other] に添付できる画像は{ $most }枚までです
    }。料金は発生していません。別のモデルを選ぶか、添付を{ $most ->
        [0] 外して
       *[other] 減らして
    }ください。
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model }の`{ $option }`には「{ $given }」を指定できません。料金は発生していません。指定できる値: { $accepted }
error-option-refused-nothing = { $model }の`{ $option }`には「{ $given }」を指定できません。料金は発生していません。指定を外すか、別のモデルを選んでください。
error-option-out-of-range = `{ $option }`に指定できるのは{ $least }から{ $most }までの数です。料金は発生していません。その中から選んでください。
error-option-out-of-range-length = `{ $option }`は{ $least }〜{ $most }文字で入力してください。料金は発生していません。
error-reference-refused-too-large = 添付画像が{ $megabytes } MBを超えています。料金は発生していません。別の画像を添付してください。
error-reference-refused-too-many-pixels = 添付画像が{ $megapixels }メガピクセルを超えています。料金は発生していません。別の画像を添付してください。
error-reference-refused-not-a-picture = 添付ファイルがPNG、JPEG、WebP、GIFのいずれの画像でもありません。料金は発生していません。別のファイルを添付してください。
error-reference-refused-unavailable = 添付画像をDiscordから取得できませんでした。料金は発生していません。別の画像を添付してください。
error-reference-refused-gone = 添付された画像は保存期間が過ぎています。料金は発生していません。コマンドを使い、もう一度添付してください。
error-reference-refused-too-many = ボットが1時間に保存できる添付画像は、メンバー1人につき{ $most }枚までです。料金は発生していません。1時間後にもう一度試してください。
error-reference-refused-no-room = ボットは現在、これ以上添付画像を保存できません。料金は発生していません。1時間後にもう一度試してください。
error-reference-refused-not-decoded = 添付画像の読み込みに必要なメモリまたは時間が、ボットの上限を超えています。料金は発生していません。より小さい画像を添付してください。
error-model-unknown-none = 今はボットのどのモデルも画像を生成できません。料金は発生していません。`model`オプションで別のモデルを指定するか、ボットのオーナーに知らせてください。
error-model-unknown = モデル「{ $model }」は存在しないか、提供が終了しています。料金は発生していません。入力中に表示されるリストから選んでください。
error-style-unknown = スタイル「{ $style }」はここにはありません。料金は発生していません。入力中に表示されるリストから選んでください。

# Where and when pictures are taken
error-outside-servers = ボットのオーナーの設定により、画像を生成できるのはボットがいるサーバーだけです。料金は発生していません。ボットがいるサーバーで試してください。
error-servers-only = この機能は、ボットがいるサーバーでのみ使えます。料金は発生していません。ボットがいるサーバーで使ってください。
error-channel-unknown = このサーバーのルールはチャンネルのカテゴリーや年齢制限によって変わりますが、このチャンネルについてはDiscordからボットに情報が届いていません。料金は発生していません。1分後にもう一度試すか、別のチャンネルを使うか、モデレーターに頼んでこのチャンネルの「チャンネルを見る」権限をボットに付けてもらってください。
error-duplicate-event = Discordがこのコマンドを2回送信し、1回目を処理しています。2回目の分の料金は発生していません。
error-intake-closed-stopping = ボットが再起動中のため、新しい画像を受け付けていません。料金は発生していません。1分後にもう一度試してください。
error-intake-closed-key-rejected = OpenRouterがボットのキーを受け付けないため、画像を生成できません。料金は発生していません。ボットのオーナーが有効なキーを設定する必要があります。
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = OpenRouterがボットのキーを受け付けないため、画像を生成できません。料金は発生していません。ボットのオーナーが有効なキーを設定する必要があります。次の再試行は{ $when }です。
error-intake-closed-out-of-credit = OpenRouterにあるボットのクレジットがなくなったため、画像を生成できません。料金は発生していません。ボットのオーナーがクレジットを追加する必要があります。
error-intake-closed-out-of-credit-until = OpenRouterにあるボットのクレジットがなくなったため、画像を生成できません。料金は発生していません。ボットのオーナーがクレジットを追加する必要があります。次の再試行は{ $when }です。
error-intake-closed-account-blocked = OpenRouterでボットのアカウントが停止されているため、画像を生成できません。料金は発生していません。ボットのオーナーがOpenRouterに問い合わせる必要があります。
error-intake-closed-account-blocked-until = OpenRouterでボットのアカウントが停止されているため、画像を生成できません。料金は発生していません。ボットのオーナーがOpenRouterに問い合わせる必要があります。次の再試行は{ $when }です。
error-answer-lost = Discordがボットの返信を受け付けませんでした。料金は発生していません。もう一度試してください。
error-missing-permission = ここでその操作をする権限がありません。料金は発生していません。モデレーターに相談してください。
error-outdated = このコマンドまたはボタンは、もう使われていません。料金は発生していません。/ を入力すると、今使えるコマンドが表示されます。

# The line, and models that failed again and again
error-provider-on-hold-all = OpenRouterで失敗が続いたため、利用を控えています。次の再試行は{ $when }です。料金は発生していません。その頃にもう一度試してください。
error-provider-on-hold-model = { $model }で失敗が続いたため、利用を控えています。次の再試行は{ $when }です。料金は発生していません。その頃にもう一度試すか、別のモデルを選んでください。
error-queue-full-member = あなたの順番待ちの画像が、1人あたりの上限に達しています。料金は発生していません。{ $when }にもう一度試してください。
error-queue-full-server = このサーバーの順番待ちの画像が、1サーバーあたりの上限に達しています。料金は発生していません。{ $when }にもう一度試してください。
error-queue-full-all = 順番待ちの画像が、ボットの受け付けられる上限に達しています。料金は発生していません。{ $when }にもう一度試してください。
error-wait-too-long = 順番待ちが長いため、時間内に画像を生成できない見込みです。料金は発生していません。{ $when }にもう一度試してください。

# Buttons and menus
error-cancel-refused-delivering = もうキャンセルできません。画像は生成済みで料金も発生しており、Discordが受け付け次第表示されます。
error-cancel-refused-ended = キャンセルするものはもうありません。追加の料金は発生していません。新しい画像を生成してください。
error-cancel-refused-elsewhere = ボットの別のプロセスがこの画像を処理しているため、ここではキャンセルできません。追加の料金は発生していません。1分後にもう一度試してください。
error-not-owner-author = この操作は、画像を依頼したメンバー専用です。料金は発生していません。自分の画像を生成してください。
error-not-owner-moderators = この操作は、画像を依頼したメンバーとモデレーター専用です。何も変更されず、料金も発生していません。自分の画像を生成するか、この画像を待ってください。
error-not-owner-nobody = この操作は、このサーバーではオフになっています。何も変更されず、料金も発生していません。モデレーターに相談してください。
error-not-owner-everybody = ここでは、あなたはこの操作をできません。何も変更されず、料金も発生していません。モデレーターに相談してください。
error-job-forgotten = この画像の記録は見つかりません。かなり前のものか、削除されたか、もともと存在しない画像です。料金は発生していません。コマンドで新しく生成してください。
error-image-gone = このメッセージには、ボットが使える画像がありません。料金は発生していません。別のメッセージを選ぶか、コマンドで生成してください。
error-others-forbidden = このサーバーでリミックスできるのは、ボットが生成した画像だけです。料金は発生していません。その中から選ぶか、モデレーターに相談してください。
error-nothing-larger = このモデルには、この画像より大きいサイズがありません。料金は発生していません。コマンドで別のモデルを選んでください。
error-copy-refused = Discordにより、ボットからあなたへダイレクトメッセージを送れませんでした。料金は発生していません。このサーバーのメンバーからのダイレクトメッセージを許可して、もう一度試してください。
error-change-refused = Discordがこのメッセージの変更を受け付けませんでした。何も変更されず、料金も発生していません。1分後にもう一度試してください。

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = おそらくコンテンツポリシーにより、モデルがこのプロンプトを拒否しました。{ $charge }プロンプトを編集し、別の言葉で試してください。
error-perhaps-rejected = 画像は生成されませんでした。モデルがこのプロンプトを拒否したか、今は動いていない可能性があります。{ $charge }プロンプトを変えるか、後でもう一度試してください。
error-provider-busy = 今はモデルへのリクエストが多すぎます。{ $charge }1分後にもう一度試すか、別のモデルを選んでください。
error-provider-busy-until = 今はモデルへのリクエストが多すぎます。{ $charge }{ $when }にもう一度試すか、別のモデルを選んでください。
error-provider-busy-seconds = 今はモデルへのリクエストが多すぎます。{ $charge }{ $seconds ->
       *[other] { $seconds }秒
    }後にもう一度試すか、別のモデルを選んでください。
error-provider-down = 今はモデルのプロバイダーが動いていません。{ $charge }後でもう一度試すか、別のモデルを選んでください。
error-key-rejected = OpenRouterがキーを受け付けません。{ $charge }ボットのオーナーが有効なキーを設定する必要があります。
error-account-blocked = OpenRouterまたはモデルのプロバイダーで、ボットのアカウントが停止されています。{ $charge }プロンプトが原因ではありません。別のモデルを選ぶか、ボットのオーナーに知らせてください。
error-out-of-credit = OpenRouterのクレジットが、この画像には足りません。{ $charge }ボットのオーナーがクレジットを追加するまで、画像は受け付けられません。
error-model-gone = { $model }は、もうどこからも提供されていません。{ $charge }別のモデルを選んでください。
error-model-gone-unnamed = このモデルは、もうどこからも提供されていません。{ $charge }別のモデルを選んでください。
error-provider-forbids = OpenRouterは、このアカウントまたは地域からのこのリクエストを許可していません。{ $charge }別のモデルを選ぶか、ボットのオーナーに知らせてください。
error-request-rejected = OpenRouterがこのリクエストを受け付けませんでした。{ $charge }別のオプションで試してください。添付画像を小さくすると通ることもあります。
error-generation-timed-out = 画像の生成に時間がかかりすぎたため、中止しました。{ $charge }もう一度試すか、より速いモデルを選んでください。
error-bad-answer = モデルの応答に使える画像がありませんでした。{ $charge }もう一度試すか、別のモデルを選んでください。
error-generation-failed = 画像を生成できませんでした。{ $charge }後でもう一度試してください。

# Painted, but not shown
error-too-large-for-discord = 画像は生成されましたが、ここに投稿するには大きすぎます。{ $charge }より小さいサイズで試してください。
error-discord-unavailable = 画像は生成されましたが、Discordが受け付けませんでした。{ $charge }後でもう一度試してください。
error-nowhere-to-deliver = 画像は生成されましたが、表示する場所がなくなっていました。{ $charge }もう一度試してください。
error-delivery-given-up = この画像の準備中にボットが何度も停止したため、中止しました。{ $charge }できれば小さいサイズで、もう一度試してください。
error-delivery-failed = 画像は生成されましたが、表示できませんでした。{ $charge }もう一度試してください。

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = あなたがこの画像をキャンセルしました。{ $charge }間違いだった場合は、もう一度試してください。
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } がこの画像をキャンセルしました。{ $charge }間違いだった場合は、もう一度試してください。
error-charge-whole-or-free = 中断したリクエストには、その直前に完了していた場合を除き、OpenRouterの料金は発生しません。
error-interrupted = 画像ができる前にボットが停止しました。{ $charge }1分後にもう一度試してください。
error-lost-in-restart = 生成中にボットが再起動したため、画像は失われました。{ $charge }もう一度試してください。料金が二重に発生するおそれがあるため、ボットが自動でやり直すことはありません。
error-spool-failed = ボットのディスクに画像を書き込めず、保存できませんでした。{ $charge }ボットのオーナーに知らせてください。
error-unexpected = 問題が発生しました（参照ID { $reference }）。画像の生成中だった場合は、OpenRouterの料金が発生した可能性があります。もう一度試してください。解決しないときは、ボットのオーナーに参照IDを伝えてください。

# The database; every one ends in what to do.
error-storage-failed-busy = ボットのデータベースが混み合っているため、画像の利用を記録できません。料金は発生していません。1分後にもう一度試してください。
error-storage-failed-damaged = ボットのデータベースが破損しているため、画像の利用を記録できません。料金は発生していません。ボットのオーナーに知らせてください。
error-storage-failed-read-only = ボットのデータベースに書き込めないため、画像の利用を記録できません。料金は発生していません。ボットのオーナーに知らせてください。
error-storage-failed-full = ボットのデータベースに空きがないため、画像の利用を記録できません。料金は発生していません。ボットのオーナーに知らせてください。
error-storage-failed-unreachable = ボットのデータベースに接続できないため、画像の利用を記録できません。料金は発生していません。1分後にもう一度試してください。
error-storage-failed-newer = ボットのデータベースが新しいバージョンのボットのものであるため、画像の利用を記録できません。料金は発生していません。ボットのオーナーに知らせてください。
error-storage-failed-other = ボットのデータベースが動いていないため、画像の利用を記録できません。料金は発生していません。後でもう一度試すか、ボットのオーナーに知らせてください。
