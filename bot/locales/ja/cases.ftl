# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = 利用停止中のため、このサーバーでは画像を生成できません（ケース{ $number }）。
error-blocked-owner = ボットのオーナーによる利用停止のため、画像を生成できません（ケース{ $number }）。
error-blocked-server = ボットのオーナーがこのサーバーを利用停止にしているため、ここでは画像を生成できません（ケース{ $number }）。
error-blocked-todo-appeal = 異議がある場合は、「異議申し立て」ボタンを使ってください。異議を申し立てられるのは1回だけです。
error-blocked-todo-open = 異議申し立ては送信済みです。モデレーターが判断します。
error-blocked-todo-accepted = 異議申し立ては認められました。もう一度お試しください。
error-blocked-todo-declined = 異議申し立ては却下されました。
error-blocked-todo-owner = 間違いだと思う場合は、ボットのオーナーに連絡してください。

case-reason = 理由は「{ $reason }」です。
# $reason ends with a punctuation mark.
case-reason-whole = 理由は「{ $reason }」です。
case-until = 利用停止は{ $until }（{ $when }）に終了します。
case-until-never = 利用停止は無期限です。
case-warning-until = 警告は{ $when }に期限切れになります。

# Direct messages
case-member-block = **{ $server }**で利用停止になり、画像を生成できなくなりました（ケース{ $number }）。
case-member-unblock = **{ $server }**で、再び画像を生成できるようになりました（ケース{ $number }）。
case-member-warning = **{ $server }**での画像の生成について、モデレーターから警告がありました（ケース{ $number }）。
case-member-appeal = 異議がある場合は、「異議申し立て」ボタンを使ってください。異議を申し立てられるのは1回だけです。
case-member-accepted = **{ $server }**のケース{ $number }の異議申し立ては認められました。このケースは無効になりました。
case-member-declined = **{ $server }**のケース{ $number }の異議申し立ては却下されました。

# The form for an appeal
button-appeal = 異議申し立て
title-appeal = ケース{ $number }の異議申し立て
label-appeal = 異議の理由
case-appealed = 異議申し立てをモデレーターに送信しました。結果を受け取るには、このサーバーのメンバーからのダイレクトメッセージを許可してください。
