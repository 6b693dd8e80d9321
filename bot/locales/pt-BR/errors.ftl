# Why there is no image, or why something was not done: what happened, whether it was charged (only
# where money could have been spent), and what to do. Every message is on one line, since
# Discord would show its breaks.

# Two sentences of one text
sentence-pair = { $first } { $second }

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Nada foi cobrado.
error-charge-possible = O OpenRouter pode ter cobrado por este pedido.
error-charge-made = O OpenRouter cobrou por este pedido.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Isso não conta nos seus limites, e a espera foi cancelada.
# In its place, where the member canceled what was sent already
error-still-counts = { $images ->
        [one] O pedido já tinha sido enviado, por isso a imagem conta nos seus limites e o tempo de espera continua.
       *[other] O pedido de { $images } imagens já tinha sido enviado, por isso elas contam nos seus limites e o tempo de espera continua.
    } A cota será devolvida e a espera será cancelada assim que houver certeza de que nada foi cobrado.

# Options and attached images
error-option-refused-prompt = O prompt deve ter de 1 a { $most } caracteres visíveis. Encurte ou reescreva o prompt.
error-this-model = Este modelo
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] não aceita imagens anexadas
        [one] aceita no máximo { $most } imagem anexada
       *[other] aceita no máximo { $most } imagens anexadas
    }. Escolha outro modelo ou { $most ->
        [0] tente novamente sem imagens anexadas
       *[other] anexe menos imagens
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } não aceita { $given } em `{ $option }`. Valores aceitos: { $accepted }.
error-option-refused-nothing = { $model } não aceita { $given } em `{ $option }`. Não use essa opção ou escolha outro modelo.
error-option-out-of-range = `{ $option }` deve ser um número de { $least } a { $most }. Escolha outro número.
error-option-out-of-range-length = `{ $option }` deve ter de { $least } a { $most } caracteres. Encurte ou reescreva o texto.
error-reference-refused-too-large = O arquivo da imagem anexada tem mais de { $megabytes } MB. Anexe um menor.
error-reference-refused-too-many-pixels = A imagem anexada tem mais de { $megapixels } megapixels. Anexe uma menor.
error-reference-refused-not-a-picture = O arquivo anexado não é uma imagem PNG, JPEG, WebP ou GIF. Anexe outro.
error-reference-refused-unavailable = O bot não conseguiu obter a imagem anexada do Discord. Anexe outra.
error-reference-refused-gone = A imagem anexada expirou. Use o comando e anexe-a novamente.
error-reference-refused-too-many = Você pode anexar no máximo { $most ->
        [one] { $most } imagem
       *[other] { $most } imagens
    } por hora. Tente novamente daqui a uma hora.
error-reference-refused-no-room = O bot não consegue armazenar mais imagens anexadas agora. Tente novamente daqui a uma hora.
error-reference-refused-not-decoded = O bot não conseguiu ler a imagem anexada porque ela é complexa demais. Anexe uma menor.
error-model-unknown-none = Os modelos preferidos do bot não estão disponíveis agora. Escolha outro com a opção `model` ou avise o dono do bot.
error-model-unknown = O modelo { $model } não existe ou não está mais disponível. Escolha um da lista que aparece enquanto você digita.
error-style-unknown = O estilo { $style } não existe aqui. Escolha um da lista que aparece enquanto você digita.

# Cases and appeals
error-case-unknown = O caso { $number } não existe. Confira o número.
error-case-ended = O caso { $number } não está mais em vigor, por isso não há nada para alterar ou contestar.
error-appeal-exists-open = Você já contestou este caso, e a moderação vai decidir. Para receber a resposta, permita mensagens diretas dos membros deste servidor.
error-appeal-exists-accepted = Sua contestação deste caso foi aceita. Você já pode gerar imagens novamente.
error-appeal-exists-declined = Sua contestação deste caso foi recusada. Você só pode contestar uma vez por caso.
error-appeal-unreachable = Este servidor não tem um canal para contestações, por isso a sua não foi enviada. Fale diretamente com a moderação ou conteste mais tarde.

# Where and when images can be created
error-outside-servers = Você só pode gerar imagens em servidores que têm o bot. Tente novamente em um deles.
error-servers-only = Isso só funciona em servidores que têm o bot. Tente novamente em um deles.
error-channel-unknown = As regras deste servidor dependem da categoria ou da restrição de idade do canal, e o Discord não informa nenhuma das duas ao bot aqui. Tente novamente em um minuto ou em outro canal, ou peça à moderação para dar ao bot a permissão *Ver canal* aqui.
error-duplicate-event = O pedido já está em andamento (o Discord o enviou duas vezes).
error-intake-closed-stopping = O bot está reiniciando e não aceita novos pedidos. Tente novamente em um minuto.
error-intake-closed-key-rejected = O OpenRouter não aceita a chave do bot, por isso não é possível gerar imagens. O dono do bot precisa definir uma chave válida.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = O OpenRouter não aceita a chave do bot, por isso não é possível gerar imagens. O dono do bot precisa definir uma chave válida. Próxima verificação do bot: { $when }.
error-intake-closed-out-of-credit = Os créditos do bot no OpenRouter acabaram, por isso não é possível gerar imagens. O dono do bot precisa adicionar créditos.
error-intake-closed-out-of-credit-until = Os créditos do bot no OpenRouter acabaram, por isso não é possível gerar imagens. O dono do bot precisa adicionar créditos. Próxima verificação do bot: { $when }.
error-intake-closed-account-blocked = A conta do bot no OpenRouter está bloqueada, por isso não é possível gerar imagens. O dono do bot precisa entrar em contato com o OpenRouter.
error-intake-closed-account-blocked-until = A conta do bot no OpenRouter está bloqueada, por isso não é possível gerar imagens. O dono do bot precisa entrar em contato com o OpenRouter. Próxima verificação do bot: { $when }.
error-answer-lost = O Discord não aceitou a resposta do bot. Nada foi cobrado. Tente novamente.
error-missing-permission = Você não tem permissão para fazer isso aqui. Fale com a moderação.
error-outdated = O bot não tem mais este comando ou botão. Digite / para ver os comandos atuais.

# The queue, and models that keep failing
error-provider-on-hold-all = O OpenRouter está falhando repetidamente, por isso os pedidos estão em pausa. Tente novamente { $when }.
error-provider-on-hold-model = { $model } está falhando repetidamente, por isso os pedidos a esse modelo estão em pausa. Tente novamente { $when } ou escolha outro modelo.
error-queue-full-member = Você já tem o número máximo de imagens na fila. Tente novamente { $when }.
error-queue-full-server = A fila deste servidor está cheia. Tente novamente { $when }.
error-queue-full-all = A fila está cheia. Tente novamente { $when }.
error-wait-too-long = A fila está tão longa que sua imagem provavelmente não ficaria pronta a tempo. Tente novamente { $when }.

# Buttons and menus
error-cancel-refused-delivering = É tarde demais para cancelar: a imagem já foi gerada e cobrada e aparecerá aqui assim que o Discord a aceitar.
error-cancel-refused-ended = Este pedido já terminou, por isso não há mais nada para cancelar.
error-cancel-refused-elsewhere = Não é possível cancelar esta imagem agora. Tente novamente em um minuto.
error-not-owner-author = Só quem pediu esta imagem pode fazer isso.
error-not-owner-moderators = Só quem pediu esta imagem e a moderação podem fazer isso.
error-not-owner-nobody = Isso está desativado neste servidor. Fale com a moderação.
error-not-owner-everybody = Você não pode fazer isso aqui. Fale com a moderação.
error-job-forgotten = O bot não tem mais esta imagem: ela é antiga demais ou foi excluída. Peça a imagem novamente com o comando.
error-image-gone = Esta mensagem não tem nenhuma imagem que o bot possa usar. Escolha outra mensagem ou use o comando.
error-others-forbidden = Neste servidor, você só pode remixar as imagens do próprio bot. Escolha uma delas ou fale com a moderação.
error-nothing-larger = O modelo não tem nenhum tamanho maior que o desta imagem. Escolha outro modelo com o comando.
error-copy-refused = O Discord não permitiu que o bot enviasse uma mensagem direta para você. Permita mensagens diretas dos membros deste servidor e tente novamente.
error-change-refused = O Discord não permitiu que o bot alterasse esta mensagem. Nada foi alterado. Tente novamente em um minuto.

# The model or OpenRouter returned no image; $charge is one of error-charge.
error-prompt-rejected = O modelo rejeitou este prompt, muito provavelmente por causa da política de conteúdo. { $charge } Edite o prompt e tente novamente.
error-perhaps-rejected = O modelo não retornou nenhuma imagem. Talvez ele tenha rejeitado este prompt ou esteja com problemas. { $charge } Mude o prompt ou tente novamente mais tarde.
error-provider-busy = O modelo está com pedidos demais agora. { $charge } Tente novamente em um minuto ou escolha outro modelo.
error-provider-busy-until = O modelo está com pedidos demais agora. { $charge } Tente novamente { $when } ou escolha outro modelo.
error-provider-busy-seconds = O modelo está com pedidos demais agora. { $charge } Tente novamente em { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    } ou escolha outro modelo.
error-provider-down = O provedor do modelo está indisponível ou com problemas. { $charge } Tente novamente mais tarde ou escolha outro modelo.
error-key-rejected = O OpenRouter não aceita a chave do bot. { $charge } O dono do bot precisa definir uma chave válida.
error-account-blocked = A conta do bot está bloqueada no OpenRouter ou no provedor do modelo. { $charge } Isso não tem a ver com o seu prompt. Escolha outro modelo ou avise o dono do bot.
error-out-of-credit = O bot não tem créditos suficientes no OpenRouter para esta imagem. { $charge } O dono do bot precisa adicionar créditos; até lá, não é possível gerar imagens.
error-model-gone = { $model } não está mais disponível. { $charge } Escolha outro modelo.
error-model-gone-unnamed = Este modelo não está mais disponível. { $charge } Escolha outro modelo.
error-provider-forbids = O OpenRouter não permite este pedido para esta conta ou região. { $charge } Escolha outro modelo ou avise o dono do bot.
error-request-rejected = O OpenRouter não aceitou este pedido. { $charge } Tente outras opções; anexar uma imagem menor pode ajudar.
error-generation-timed-out = O pedido demorou demais e foi cancelado. { $charge } Tente novamente ou escolha um modelo mais rápido.
error-bad-answer = O modelo não retornou nenhuma imagem utilizável. { $charge } Tente novamente ou escolha outro modelo.
error-generation-failed = Não foi possível gerar a imagem. { $charge } Tente novamente mais tarde.

# Generated, but not shown
error-too-large-for-discord = A imagem foi gerada, mas o arquivo é grande demais para enviar aqui. { $charge } Escolha um tamanho menor.
error-discord-unavailable = A imagem foi gerada, mas o Discord não a aceitou. { $charge } Tente novamente mais tarde.
error-nowhere-to-deliver = A imagem foi gerada, mas não havia mais onde entregá-la. { $charge } Tente novamente.
error-delivery-given-up = A imagem foi gerada, mas o bot falhou repetidamente ao prepará-la para o Discord. { $charge } Tente novamente, se possível com um tamanho menor.
error-delivery-failed = A imagem foi gerada, mas não foi possível entregá-la. { $charge } Tente novamente.

# Ended before its time
# It follows a mention of the member who canceled (card-failure).
error-cancelled-own = Você cancelou este pedido. { $charge } Tente novamente se foi por engano.
# $who is the mention of the moderator who canceled.
error-cancelled = { $who } cancelou este pedido. { $charge } Tente novamente se foi por engano.
error-charge-whole-or-free = O OpenRouter não cobra por este pedido, a menos que a imagem já estivesse pronta.
error-interrupted = O bot parou antes de a imagem ficar pronta. { $charge } Tente novamente em um minuto.
error-lost-in-restart = O bot reiniciou enquanto gerava esta imagem, e ela se perdeu. { $charge } Tente novamente; o bot não repete o pedido sozinho, pois isso poderia ser cobrado duas vezes.
error-spool-failed = O bot não conseguiu salvar a imagem. { $charge } Avise o dono do bot.
error-unexpected = Algo deu errado (referência { $reference }). Se havia uma imagem em andamento, o OpenRouter pode ter cobrado por ela. Tente novamente; se o erro continuar, informe esta referência ao dono do bot.

# The database; every one ends in what to do.
error-storage-failed-busy = O banco de dados do bot está ocupado. Tente novamente em um minuto.
error-storage-failed-damaged = O banco de dados do bot está danificado. Avise o dono do bot.
error-storage-failed-read-only = Não é possível gravar no banco de dados do bot. Avise o dono do bot.
error-storage-failed-full = O banco de dados do bot está cheio. Avise o dono do bot.
error-storage-failed-unreachable = Não é possível acessar o banco de dados do bot. Tente novamente em um minuto.
error-storage-failed-newer = O banco de dados do bot é de uma versão mais recente do bot. Avise o dono do bot.
error-storage-failed-other = O banco de dados do bot não está funcionando. Tente novamente mais tarde ou avise o dono do bot.

# Texts that a filter doesn't allow. Nothing says which word was found.
error-text-refused = As regras deste servidor não permitem este texto. Mude o texto e tente novamente.
# $rule is the name that moderators gave the rule.
error-text-refused-rule = A regra “{ $rule }” deste servidor não permite este texto. Mude o texto e tente novamente.
# $message is what moderators of this server wrote.
error-text-refused-message = As regras deste servidor não permitem este texto: { $message }
error-text-refused-rule-message = A regra “{ $rule }” deste servidor não permite este texto: { $message }
error-text-refused-operator = O dono do bot não permite este texto em lugar nenhum. Mude o texto e tente novamente.

# Held requests and reports
error-request-held = A moderação precisa permitir este pedido antes. Se ela permitir, a imagem aparecerá neste canal e o bot mencionará você. Se ela negar ou não decidir em 24 horas, você receberá uma mensagem direta. Até lá, nada conta nos seus limites.
error-request-held-private = A moderação precisa permitir este pedido antes. Você receberá a imagem ou a resposta por mensagem direta em até 24 horas. Até lá, nada conta nos seus limites.
error-too-many-held = Você já tem { $most ->
        [one] { $most } pedido
       *[other] { $most } pedidos
    } à espera da moderação, e esse é o máximo. Espere uma decisão ou mude o prompt.
error-consent-needed = A moderação deste servidor vê os pedidos privados, e você ainda não concordou com isso. Use o comando novamente e concorde ou desative `private`.
# $moderator is a mention
error-held-decided-allowed = { $moderator } já permitiu este pedido.
error-held-decided-denied = { $moderator } já negou este pedido.
error-held-expired = Este pedido expirou porque a moderação não decidiu em 24 horas. Quem fez o pedido pode enviá-lo novamente.
# $reason is one or more sentences that are addressed to the member of the request
error-allowed-refused = O pedido foi permitido, mas não é possível gerar nenhuma imagem agora, e o bot explicou o motivo a quem fez o pedido. Você pode clicar em *Allow* novamente mais tarde. Motivo: { $reason }
error-member-left = Quem fez o pedido saiu deste servidor, por isso nenhuma imagem foi gerada.
error-not-reportable = Você só pode denunciar imagens públicas que este bot gerou neste servidor. Escolha uma delas ou avise a moderação.
error-own-image-reported = Você não pode denunciar sua própria imagem. Para excluí-la, escolha Mais → Excluir abaixo dela.
error-already-reported = Você já denunciou esta imagem. Você receberá uma mensagem direta quando a moderação decidir.
error-too-many-reports = Você enviou { $most ->
        [one] { $most } denúncia
       *[other] { $most } denúncias
    } em 24 horas, e esse é o máximo. Tente novamente amanhã ou avise a moderação.
error-no-place-for-reports = Este servidor não tem um canal para denúncias. Fale com a moderação sobre a imagem.
error-reason-too-short = O motivo deve ter de { $least } a { $most } caracteres. Acrescente alguns detalhes.
error-reports-closed = As denúncias desta imagem já estão encerradas.
