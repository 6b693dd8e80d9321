# What members see of held requests, consent and reports.

# Asked once per server, before a private request is sent. Discord shows a button for each answer.
consent-question = **このサーバーのモデレーターは、非公開のリクエストを見ることができます。**同意すると、今後このサーバーで送信する非公開のリクエストのプロンプトと画像が、モデレーションログに表示されます。過去のものは表示されず、他のメンバーには引き続き何も表示されません。同意を取り消すには、`/my data delete`で自分のデータを削除してください。
consent-canceled = キャンセルしました。何も送信していません。
consent-late = 時間切れのため、何も送信していません。コマンドをもう一度実行してください。
button-consent-agree = 同意して続行
button-consent-cancel = キャンセル

# Direct messages to a member whose request waited for a moderator. The prompt follows.
# $channel is a mention of the channel of the request.
held-note-denied = モデレーターが{ $channel }でのリクエストを却下しました。画像は生成していません。利用枚数には含まれません。
held-note-expired = 24時間以内にモデレーターが判断しなかったため、{ $channel }でのリクエストは期限切れになりました。利用枚数には含まれません。もう一度送信できます。
# $reason is one or more sentences
held-note-refused = モデレーターが{ $channel }でのリクエストを許可しましたが、現在は画像を生成できません。{ $reason }

title-report = この画像を通報
label-report = 通報の理由
placeholder-report = 入力した内容は、このサーバーのモデレーターに表示されます
report-sent = ありがとうございます。通報をこのサーバーのモデレーターに送信しました。モデレーターが判断したら、ダイレクトメッセージでお知らせします。

# Direct messages to a member who reported an image
report-note-acted = 通報ありがとうございました。通報した画像に、モデレーターが対処しました。
report-note-deleted = 通報ありがとうございました。通報した画像は、すでに削除されました。
report-note-dismissed = 通報ありがとうございました。通報した画像をモデレーターが確認し、そのまま残すと判断しました。
