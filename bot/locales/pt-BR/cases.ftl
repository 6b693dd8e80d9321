# Blocks, warnings and appeals, as their member reads them. $number is the case's, $server the
# server's name; $until is a date with a time of day, $when such as: in 2 hours.

# Why a blocked member gets no image; case-reason, case-until and error-blocked-todo follow.
error-blocked-moderator = Seu acesso à geração de imagens está suspenso neste servidor (caso { $number }).
error-blocked-owner = O dono do bot suspendeu seu acesso à geração de imagens (caso { $number }).
error-blocked-server = O dono do bot suspendeu este servidor, por isso não é possível gerar imagens aqui (caso { $number }).
error-blocked-todo-appeal = Se você não concorda, use o botão *Contestar*. Você só pode contestar uma vez.
error-blocked-todo-open = Você já contestou; a moderação vai decidir.
error-blocked-todo-accepted = Sua contestação foi aceita. Tente novamente.
error-blocked-todo-declined = Sua contestação foi recusada.
error-blocked-todo-owner = Se você acha que isso é um engano, fale com o dono do bot.

case-reason = Motivo: { $reason }.
# $reason ends with a punctuation mark.
case-reason-whole = Motivo: { $reason }
case-until = A suspensão termina em { $until } ({ $when }).
case-until-never = A suspensão não tem data para terminar.
case-warning-until = A advertência expira { $when }.

# Direct messages
case-member-block = Seu acesso à geração de imagens em **{ $server }** foi suspenso (caso { $number }).
case-member-unblock = Você já pode gerar imagens novamente em **{ $server }** (caso { $number }).
case-member-warning = A moderação de **{ $server }** deu uma advertência a você por causa das imagens que você gera lá (caso { $number }).
case-member-appeal = Se você não concorda, use o botão *Contestar*. Você só pode contestar uma vez.
case-member-accepted = Sua contestação do caso { $number } em **{ $server }** foi aceita. O caso não está mais em vigor.
case-member-declined = Sua contestação do caso { $number } em **{ $server }** foi recusada.

# The form for an appeal
button-appeal = Contestar
title-appeal = Contestar o caso { $number }
label-appeal = Por que você não concorda?
case-appealed = Sua contestação foi enviada à moderação. Para receber a resposta, permita mensagens diretas dos membros deste servidor.
