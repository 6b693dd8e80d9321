# Why there is no picture, or why something was not done: what happened, whether it was charged,
# and what to do. Every message stands on one line, since Discord would show its breaks.

# What the bot's owner may owe OpenRouter for an attempt.
error-charge-none = Nada foi cobrado.
error-charge-possible = O OpenRouter pode ter cobrado por isso.
error-charge-made = O OpenRouter cobrou por isso.

# Below a failure on Discord, where a member's count was taken before.
error-refunded = Isso não conta para você: a imagem e o tempo de espera foram devolvidos.
# In its place, where the member cancelled what was sent already
error-still-counts = { $images ->
        [one] O pedido já tinha sido enviado, então a imagem e o tempo de espera contam para você.
       *[other] { $images } imagens já tinham sido pedidas, então elas e o tempo de espera contam para você.
    } Tudo volta para você assim que for certo que nada foi cobrado.

# Options and attached pictures
error-option-refused-prompt = O prompt precisa ter de 1 a { $most } caracteres visíveis. Nada foi cobrado; escreva de novo.
error-this-model = Este modelo
# $model is a model's name, or error-this-model.
error-option-refused-image = { $model } { $most ->
        [0] não aceita imagens anexadas
        [one] aceita no máximo { $most } imagem anexada
       *[other] aceita no máximo { $most } imagens anexadas
    }. Nada foi cobrado; escolha outro modelo ou { $most ->
        [0] peça sem anexo
       *[other] anexe menos
    }.
# $option is the option's name in the command, such as size; $accepted lists what would do.
error-option-refused = { $model } não aceita { $given } como `{ $option }`. Nada foi cobrado; os valores aceitos são { $accepted }.
error-option-refused-nothing = { $model } não aceita { $given } como `{ $option }`. Nada foi cobrado; deixe isso de fora ou escolha outro modelo.
error-option-out-of-range = `{ $option }` aceita um número de { $least } a { $most }. Nada foi cobrado; escolha um deles.
error-option-out-of-range-length = `{ $option }` aceita de { $least } a { $most } caracteres. Nada foi cobrado; escreva de novo.
error-reference-refused-too-large = A imagem anexada tem mais de { $megabytes } MB. Nada foi cobrado; anexe outra.
error-reference-refused-too-many-pixels = A imagem anexada tem mais de { $megapixels } megapixels. Nada foi cobrado; anexe outra.
error-reference-refused-not-a-picture = O arquivo anexado não é uma imagem PNG, JPEG, WebP ou GIF. Nada foi cobrado; anexe outro.
error-reference-refused-unavailable = O Discord não entregou a imagem anexada. Nada foi cobrado; anexe outra.
error-reference-refused-gone = A imagem que foi anexada não fica guardada por tanto tempo. Nada foi cobrado; use o comando e anexe a imagem de novo.
error-reference-refused-too-many = O bot guarda no máximo { $most } imagens anexadas por membro em uma hora. Nada foi cobrado; tente de novo daqui a uma hora.
error-reference-refused-no-room = O bot não consegue guardar mais imagens anexadas no momento. Nada foi cobrado; tente de novo daqui a uma hora.
error-reference-refused-not-decoded = Ler a imagem anexada exige mais memória ou tempo do que o bot tem para isso. Nada foi cobrado; anexe uma menor.
error-model-unknown-none = Nenhum dos modelos do bot pode gerar imagens agora. Nada foi cobrado; informe outro na opção `model` ou avise o dono do bot.
error-model-unknown = O modelo { $model } não existe ou saiu do ar. Nada foi cobrado; escolha um da lista que aparece enquanto você digita.
error-style-unknown = Não existe o estilo { $style } aqui. Nada foi cobrado; escolha um da lista que aparece enquanto você digita.

# Where and when pictures are taken
error-outside-servers = O dono do bot só permite imagens em servidores onde o bot está. Nada foi cobrado; peça em um deles.
error-servers-only = Isso só existe em servidores onde o bot está. Nada foi cobrado; use em um deles.
error-channel-unknown = O Discord não informa ao bot se este canal tem restrição de idade nem em que categoria ele está, e as regras deste servidor dependem disso. Nada foi cobrado; tente de novo em um minuto, use outro canal ou peça à moderação para dar ao bot a permissão *Ver canal* aqui.
error-duplicate-event = O Discord enviou este comando duas vezes, e o primeiro já está sendo respondido. Nada foi cobrado pelo segundo.
error-intake-closed-stopping = O bot está sendo reiniciado e não aceita novas imagens. Nada foi cobrado; tente de novo em um minuto.
error-intake-closed-key-rejected = O OpenRouter não aceita a chave do bot, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa definir uma chave válida.
# $when is a time that Discord counts down to, such as: in 2 minutes
error-intake-closed-key-rejected-until = O OpenRouter não aceita a chave do bot, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa definir uma chave válida, e a próxima tentativa será { $when }.
error-intake-closed-out-of-credit = O bot não tem mais créditos no OpenRouter, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa adicionar mais.
error-intake-closed-out-of-credit-until = O bot não tem mais créditos no OpenRouter, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa adicionar mais, e a próxima tentativa será { $when }.
error-intake-closed-account-blocked = A conta do bot no OpenRouter está bloqueada, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa falar com o OpenRouter.
error-intake-closed-account-blocked-until = A conta do bot no OpenRouter está bloqueada, então não dá para gerar imagens. Nada foi cobrado; o dono do bot precisa falar com o OpenRouter, e a próxima tentativa será { $when }.
error-answer-lost = O Discord não aceitou a resposta do bot. Nada foi cobrado; tente de novo.
error-missing-permission = Você não tem permissão para fazer isso aqui. Nada foi cobrado; fale com a moderação.
error-outdated = O bot não conhece mais este comando ou botão. Nada foi cobrado; digite / para ver os comandos que ele tem agora.

# The line, and models that failed again and again
error-provider-on-hold-all = O OpenRouter falhou várias vezes, então o bot está dando um tempo; a próxima tentativa será { $when }. Nada foi cobrado; peça de novo depois disso.
error-provider-on-hold-model = { $model } falhou várias vezes, então o bot está dando um tempo para ele; a próxima tentativa será { $when }. Nada foi cobrado; peça de novo depois disso ou escolha outro.
error-queue-full-member = Você já tem na fila todas as imagens que um membro pode ter. Nada foi cobrado; peça de novo { $when }.
error-queue-full-server = Este servidor já tem na fila todas as imagens que um servidor pode ter. Nada foi cobrado; peça de novo { $when }.
error-queue-full-all = A fila já tem todas as imagens que o bot consegue atender. Nada foi cobrado; peça de novo { $when }.
error-wait-too-long = A fila está tão longa que sua imagem provavelmente não ficaria pronta a tempo. Nada foi cobrado; peça de novo { $when }.

# Buttons and menus
error-cancel-refused-delivering = É tarde demais para cancelar: a imagem já foi gerada e cobrada, e chega assim que o Discord a aceitar.
error-cancel-refused-ended = Não há mais nada para cancelar. Nada mais foi cobrado; peça uma nova imagem.
error-cancel-refused-elsewhere = Outro processo do bot está cuidando desta imagem, então não dá para cancelar por aqui. Nada mais foi cobrado; tente de novo em um minuto.
error-not-owner-author = Isto é só para quem pediu a imagem. Nada foi cobrado; peça a sua própria imagem.
error-not-owner-moderators = Isto é só para quem pediu a imagem e para a moderação. Nada foi alterado nem cobrado; peça a sua própria imagem ou espere por esta.
error-not-owner-nobody = Isto está desativado neste servidor. Nada foi alterado nem cobrado; fale com a moderação.
error-not-owner-everybody = Isto não é para você aqui. Nada foi alterado nem cobrado; fale com a moderação.
error-job-forgotten = O bot não conhece essa imagem: é antiga demais, foi excluída ou nunca existiu. Nada foi cobrado; peça de novo com o comando.
error-image-gone = Não há nesta mensagem nenhuma imagem que o bot possa usar. Nada foi cobrado; escolha outra mensagem ou peça com o comando.
error-others-forbidden = Neste servidor, só as imagens do próprio bot podem ser remixadas. Nada foi cobrado; escolha uma delas ou fale com a moderação.
error-nothing-larger = O modelo não tem nenhum tamanho maior que o desta imagem. Nada foi cobrado; escolha outro modelo com o comando.
error-copy-refused = O Discord não deixou o bot enviar uma mensagem direta para você. Nada foi cobrado; permita mensagens diretas dos membros deste servidor e tente de novo.
error-change-refused = O Discord não aceitou a alteração desta mensagem. Nada foi alterado nem cobrado; tente de novo em um minuto.

# The model or OpenRouter gave no picture; $charge is one of error-charge.
error-prompt-rejected = O modelo recusou este prompt, muito provavelmente por causa da política de conteúdo dele. { $charge } Edite o prompt e tente de novo com outras palavras.
error-perhaps-rejected = Nenhuma imagem foi gerada. O modelo pode ter recusado este prompt ou não está funcionando agora. { $charge } Mude o prompt ou tente de novo mais tarde.
error-provider-busy = O modelo está com pedidos demais agora. { $charge } Tente de novo em um minuto ou escolha outro modelo.
error-provider-busy-until = O modelo está com pedidos demais agora. { $charge } Tente de novo { $when } ou escolha outro modelo.
error-provider-busy-seconds = O modelo está com pedidos demais agora. { $charge } Tente de novo em { $seconds ->
        [one] { $seconds } segundo
       *[other] { $seconds } segundos
    } ou escolha outro modelo.
error-provider-down = O provedor do modelo não está funcionando agora. { $charge } Tente de novo mais tarde ou escolha outro modelo.
error-key-rejected = O OpenRouter não aceita a chave. { $charge } O dono do bot precisa definir uma válida.
error-account-blocked = A conta do bot está bloqueada no OpenRouter ou no provedor do modelo. { $charge } Isso não tem a ver com o seu prompt; escolha outro modelo ou avise o dono do bot.
error-out-of-credit = Não há créditos suficientes no OpenRouter para esta imagem. { $charge } O dono do bot precisa adicionar mais; até lá, nenhuma imagem é aceita.
error-model-gone = Ninguém mais oferece { $model }. { $charge } Escolha outro modelo.
error-model-gone-unnamed = Ninguém mais oferece este modelo. { $charge } Escolha outro modelo.
error-provider-forbids = O OpenRouter não permite este pedido para esta conta ou região. { $charge } Escolha outro modelo ou avise o dono do bot.
error-request-rejected = O OpenRouter não aceitou o pedido do jeito que foi enviado. { $charge } Tente outras opções; anexar uma imagem menor pode ajudar.
error-generation-timed-out = A imagem demorou demais, e o bot desistiu dela. { $charge } Tente de novo ou escolha um modelo mais rápido.
error-bad-answer = A resposta do modelo não trazia nenhuma imagem utilizável. { $charge } Tente de novo ou escolha outro modelo.
error-generation-failed = A imagem não pôde ser gerada. { $charge } Tente de novo mais tarde.

# Painted, but not shown
error-too-large-for-discord = A imagem foi gerada, mas é grande demais para este lugar. { $charge } Peça um tamanho menor.
error-discord-unavailable = A imagem foi gerada, mas o Discord não a aceitou. { $charge } Tente de novo mais tarde.
error-nowhere-to-deliver = A imagem foi gerada, mas não havia mais onde mostrá-la. { $charge } Peça de novo.
error-delivery-given-up = O bot parou várias vezes enquanto preparava esta imagem, então ela foi abandonada. { $charge } Peça de novo, se possível em um tamanho menor.
error-delivery-failed = A imagem foi gerada, mas não pôde ser exibida. { $charge } Tente de novo.

# Ended before its time
# It stands behind a mention of the member who cancelled, so in English it begins with a small letter.
error-cancelled-own = você cancelou esta imagem. { $charge } Se foi engano, peça de novo.
# $who is the mention of the moderator who cancelled.
error-cancelled = { $who } cancelou esta imagem. { $charge } Se foi engano, peça de novo.
error-charge-whole-or-free = O OpenRouter não cobra por um pedido interrompido, a menos que ele tivesse acabado de terminar.
error-interrupted = O bot foi parado antes de a imagem ficar pronta. { $charge } Tente de novo em um minuto.
error-lost-in-restart = O bot foi reiniciado enquanto esta imagem era gerada, e ela se perdeu. { $charge } Peça de novo; o bot não faz isso sozinho, pois poderia ser cobrado duas vezes.
error-spool-failed = O disco do bot não aceitou a imagem, então ela não pôde ser guardada. { $charge } Avise o dono do bot.
error-unexpected = Algo deu errado (referência { $reference }). Se havia uma imagem a caminho, o OpenRouter pode ter cobrado por ela. Tente de novo; se continuar, informe a referência ao dono do bot.

# The database; every one ends in what to do.
error-storage-failed-busy = O banco de dados do bot está ocupado demais agora, e sem ele nenhuma imagem pode ser contabilizada. Nada foi cobrado; tente de novo em um minuto.
error-storage-failed-damaged = O banco de dados do bot está danificado, e sem ele nenhuma imagem pode ser contabilizada. Nada foi cobrado; avise o dono do bot.
error-storage-failed-read-only = Não é possível gravar no banco de dados do bot, e sem isso nenhuma imagem pode ser contabilizada. Nada foi cobrado; avise o dono do bot.
error-storage-failed-full = O banco de dados do bot não tem mais espaço, e sem isso nenhuma imagem pode ser contabilizada. Nada foi cobrado; avise o dono do bot.
error-storage-failed-unreachable = Não é possível acessar o banco de dados do bot, e sem ele nenhuma imagem pode ser contabilizada. Nada foi cobrado; tente de novo em um minuto.
error-storage-failed-newer = O banco de dados do bot é de uma versão mais nova do bot, e sem ele nenhuma imagem pode ser contabilizada. Nada foi cobrado; avise o dono do bot.
error-storage-failed-other = O banco de dados do bot não está funcionando, e sem ele nenhuma imagem pode ser contabilizada. Nada foi cobrado; tente de novo mais tarde ou avise o dono do bot.
