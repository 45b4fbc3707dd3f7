<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt_BR" sourcelanguage="en_US">
<context>
    <name>About</name>
    <message>
        <source>About this till</source>
        <translation>Sobre este caixa</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>Come from whoever installed this till; it asks for none itself</source>
        <translation>Vêm de quem instalou este caixa; ele mesmo não procura</translation>
    </message>
    <message>
        <source>Come with the system&apos;s own (apt)</source>
        <translation>Vêm com as do sistema (apt)</translation>
    </message>
    <message>
        <source>Ctrl+Shift+S writes a file to attach: no customer and no key in it</source>
        <translation>Ctrl+Shift+S grava um arquivo para anexar, sem dados de clientes nem chaves</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>Pasta de dados</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>Suporte</translation>
    </message>
    <message>
        <source>Updates</source>
        <translation>Atualizações</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versão</translation>
    </message>
    <message>
        <source>Write a file for support</source>
        <translation>Gravar arquivo para o suporte</translation>
    </message>
    <message>
        <source>pos-app is under the MIT licence, in the file LICENSE. It uses Qt and PySide6, © The Qt Company Ltd. and others, under the GNU LGPL, version 3, as separate libraries that you may replace. The texts of this and of all other licences come with the program; the source of Qt and PySide6 is at code.qt.io.</source>
        <translation>O pos-app está sob a licença MIT, no arquivo LICENSE. Usa Qt e PySide6, © The Qt Company Ltd. e outros, sob a GNU LGPL, versão 3, como bibliotecas separadas que você pode substituir. Os textos desta e das demais licenças acompanham o programa; o código-fonte de Qt e PySide6 está em code.qt.io.</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Ask again</source>
        <translation>Consultar de novo</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Perguntar agora</translation>
    </message>
    <message>
        <source>Ask the customer</source>
        <translation>Perguntar ao cliente</translation>
    </message>
    <message>
        <source>Check the code</source>
        <translation>Conferir o código</translation>
    </message>
    <message>
        <source>Checking the code…</source>
        <translation>Conferindo o código…</translation>
    </message>
    <message>
        <source>Continue without the reward</source>
        <translation>Continuar sem a recompensa</translation>
    </message>
    <message>
        <source>Customer agrees: pay {amount}</source>
        <translation>Cliente concorda: pagar {amount}</translation>
    </message>
    <message>
        <source>Customer agrees: {send}</source>
        <translation>Cliente concorda: {send}</translation>
    </message>
    <message>
        <source>Giving back…</source>
        <translation>Devolvendo…</translation>
    </message>
    <message>
        <source>Go on to the code</source>
        <translation>Continuar para o código</translation>
    </message>
    <message>
        <source>Other customer</source>
        <translation>Outro cliente</translation>
    </message>
    <message>
        <source>Park this sale</source>
        <translation>Guardar esta venda</translation>
    </message>
    <message>
        <source>Pay without</source>
        <translation>Pagar sem usar</translation>
    </message>
    <message>
        <source>Pay {total}</source>
        <translation>Pagar {total}</translation>
    </message>
    <message>
        <source>Redeem the gift</source>
        <translation>Resgatar o brinde</translation>
    </message>
    <message>
        <source>Redeem the reward</source>
        <translation>Resgatar a recompensa</translation>
    </message>
    <message>
        <source>Redeem {amount}</source>
        <translation>Resgatar {amount}</translation>
    </message>
    <message>
        <source>Redeeming…</source>
        <translation>Resgatando…</translation>
    </message>
    <message>
        <source>Scan or type the first item</source>
        <translation>Passe ou digite o primeiro item</translation>
    </message>
    <message>
        <source>Send a new code</source>
        <translation>Enviar novo código</translation>
    </message>
    <message>
        <source>Send code to {place}</source>
        <translation>Enviar código para {place}</translation>
    </message>
    <message>
        <source>Send the code</source>
        <translation>Enviar o código</translation>
    </message>
    <message>
        <source>Sending the code…</source>
        <translation>Enviando o código…</translation>
    </message>
    <message>
        <source>Undo the redemption</source>
        <translation>Desfazer o resgate</translation>
    </message>
    <message>
        <source>Waiting for the customer…</source>
        <translation>Aguardando o cliente…</translation>
    </message>
    <message>
        <source>Waiting…</source>
        <translation>Aguardando…</translation>
    </message>
</context>
<context>
    <name>Amount</name>
    <message>
        <source>All {amount}</source>
        <translation>Tudo {amount}</translation>
    </message>
    <message>
        <source>How much to use?</source>
        <translation>Quanto usar?</translation>
    </message>
    <message>
        <source>To pay with it {amount}</source>
        <translation>A pagar com ele {amount}</translation>
    </message>
    <message>
        <source>{amount} leaves {rest}</source>
        <translation>{amount}, restam {rest}</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Keys are locked: the till sells, but gives no rewards.</source>
        <translation>As chaves estão trancadas: o caixa vende, mas não dá recompensas.</translation>
    </message>
    <message>
        <source>Part of the records is lost: no rewards until a supervisor has compared them (F10).</source>
        <translation>Parte dos registros se perdeu: sem recompensas até um supervisor conferir (F10).</translation>
    </message>
    <message>
        <source>Part of the records was damaged. What could be read is back: tell a supervisor (F10).</source>
        <translation>Parte dos registros foi danificada. O que se pôde ler voltou: avise um supervisor (F10).</translation>
    </message>
    <message>
        <source>The records are damaged: the till sells, but redeems only after a restart.</source>
        <translation>Os registros estão danificados: o caixa vende, mas só resgata depois de reiniciado.</translation>
    </message>
    <message>
        <source>The till sells, but cannot redeem: its records cannot be written.</source>
        <translation>O caixa vende, mas não pode resgatar: não consegue gravar os registros.</translation>
    </message>
    <message>
        <source>The till was interrupted and has restarted. Everything on record was kept.</source>
        <translation>O caixa foi interrompido e reiniciou. Tudo o que estava registrado foi mantido.</translation>
    </message>
    <message>
        <source>This sale was interrupted. A supervisor has settled its reward: check the items.</source>
        <translation>Esta venda foi interrompida. Um supervisor resolveu a recompensa: confira os itens.</translation>
    </message>
    <message>
        <source>This sale was interrupted. A supervisor must check its reward: F10.</source>
        <translation>Esta venda foi interrompida. Um supervisor precisa conferir a recompensa: F10.</translation>
    </message>
    <message>
        <source>This sale was interrupted. Its reward is redeemed: finish the sale, or undo it.</source>
        <translation>Esta venda foi interrompida. A recompensa já foi resgatada: conclua a venda ou desfaça o resgate.</translation>
    </message>
    <message>
        <source>This sale was interrupted. No reward was used: check the items, go on.</source>
        <translation>Esta venda foi interrompida. Nenhuma recompensa foi usada: confira os itens e continue.</translation>
    </message>
    <message>
        <source>This sale was interrupted. The till is asking {provider} what happened.</source>
        <translation>Esta venda foi interrompida. O caixa está perguntando ao {provider} o que aconteceu.</translation>
    </message>
    <message>
        <source>This sale was interrupted. The till is giving its reward back.</source>
        <translation>Esta venda foi interrompida. O caixa está devolvendo a recompensa.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Destrancar</translation>
    </message>
</context>
<context>
    <name>Basket</name>
    <message>
        <source>Discount</source>
        <translation>Desconto</translation>
    </message>
    <message>
        <source>Gift of the programme</source>
        <translation>Brinde do programa</translation>
    </message>
    <message>
        <source>ITEM</source>
        <translation>ITEM</translation>
    </message>
    <message>
        <source>Items of the sale</source>
        <translation>Itens da venda</translation>
    </message>
    <message>
        <source>One less</source>
        <translation>Um a menos</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>Um a mais</translation>
    </message>
    <message>
        <source>PRICE</source>
        <translation>PREÇO</translation>
    </message>
    <message>
        <source>QTY</source>
        <translation>QTD</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>Quantidade</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remover</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
</context>
<context>
    <name>Clear</name>
    <message>
        <source>All items are removed.</source>
        <translation>Todos os itens serão removidos.</translation>
    </message>
    <message>
        <source>All items are removed. A reward that was taken is given back by itself.</source>
        <translation>Todos os itens serão removidos. Uma recompensa já usada é devolvida automaticamente.</translation>
    </message>
    <message>
        <source>Clear the sale</source>
        <translation>Limpar a venda</translation>
    </message>
    <message>
        <source>Clear this sale?</source>
        <translation>Limpar esta venda?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Manter</translation>
    </message>
</context>
<context>
    <name>Code</name>
    <message>
        <source>Ask the customer for the code</source>
        <translation>Peça o código ao cliente</translation>
    </message>
    <message>
        <source>Checking the code…</source>
        <translation>Conferindo o código…</translation>
    </message>
    <message>
        <source>Code of the customer</source>
        <translation>Código do cliente</translation>
    </message>
    <message>
        <source>If the code arrives, type it. If not, send it again.</source>
        <translation>Se o código chegar, digite. Se não chegar, envie de novo.</translation>
    </message>
    <message>
        <source>It is not certain that the code went out</source>
        <translation>Não é certo que o código tenha sido enviado</translation>
    </message>
    <message>
        <source>No longer valid</source>
        <translation>Não vale mais</translation>
    </message>
    <message>
        <source>Nothing was taken. Send a new code, or go on without the reward.</source>
        <translation>Nada foi descontado. Envie um novo código ou continue sem a recompensa.</translation>
    </message>
    <message>
        <source>Send a code instead</source>
        <translation>Enviar um código</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Enviar de novo</translation>
    </message>
    <message>
        <source>Send again in {time}</source>
        <translation>Enviar de novo em {time}</translation>
    </message>
    <message>
        <source>Sent by SMS</source>
        <translation>Enviado por SMS</translation>
    </message>
    <message>
        <source>Sent by SMS to {place}</source>
        <translation>Enviado por SMS para {place}</translation>
    </message>
    <message>
        <source>Sent by e-mail</source>
        <translation>Enviado por e-mail</translation>
    </message>
    <message>
        <source>Sent by e-mail to {place}</source>
        <translation>Enviado por e-mail para {place}</translation>
    </message>
    <message>
        <source>Sent to the customer&apos;s app</source>
        <translation>Enviado ao aplicativo do cliente</translation>
    </message>
    <message>
        <source>That code is not right. Ask for it again, and which letters are capitals.</source>
        <translation>O código não está certo. Peça de novo, e quais letras são maiúsculas.</translation>
    </message>
    <message>
        <source>That code is not right. One attempt is left: ask digit by digit.</source>
        <translation>O código não está certo. Resta uma tentativa: peça número por número.</translation>
    </message>
    <message>
        <source>That code is not right. One attempt is left: ask for the capitals, too.</source>
        <translation>O código não está certo. Resta uma tentativa: pergunte também pelas maiúsculas.</translation>
    </message>
    <message>
        <source>The code has expired</source>
        <translation>O código venceu</translation>
    </message>
    <message>
        <source>The code is in the customer&apos;s authenticator app</source>
        <translation>O código está no aplicativo autenticador do cliente</translation>
    </message>
    <message>
        <source>The customer confirms on their phone</source>
        <translation>O cliente confirma no próprio celular</translation>
    </message>
    <message>
        <source>The phone shows: {what}</source>
        <translation>No celular aparece: {what}</translation>
    </message>
    <message>
        <source>Their phone asks: pay {amount}? They tap to approve. Nothing is typed here.</source>
        <translation>O telefone pergunta: pagar {amount}? O cliente toca para aprovar. Nada é digitado aqui.</translation>
    </message>
    <message>
        <source>This is the last attempt.</source>
        <translation>Esta é a última tentativa.</translation>
    </message>
    <message>
        <source>Valid for {time}</source>
        <translation>Vale por {time}</translation>
    </message>
    <message>
        <source>{count} of {longest} digits typed</source>
        <translation>{count} de {longest} dígitos digitados</translation>
    </message>
    <message>
        <source>{count} of {longest} letters or digits typed</source>
        <translation>{count} de {longest} letras ou dígitos digitados</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n attempts</source>
        <translation>
            <numerusform>%n tentativa</numerusform>
            <numerusform>%n tentativas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n attempts left</source>
        <translation>
            <numerusform>resta %n tentativa</numerusform>
            <numerusform>restam %n tentativas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cases for a supervisor</source>
        <translation>
            <numerusform>%n caso para o supervisor</numerusform>
            <numerusform>%n casos para o supervisor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n orders waiting to be sent</source>
        <translation>
            <numerusform>%n compra aguardando envio</numerusform>
            <numerusform>%n compras aguardando envio</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n parked sales</source>
        <translation>
            <numerusform>%n venda guardada</numerusform>
            <numerusform>%n vendas guardadas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pieces</source>
        <translation>
            <numerusform>%n peça</numerusform>
            <numerusform>%n peças</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records could not be read</source>
        <translation>
            <numerusform>%n registro não pôde ser lido</numerusform>
            <numerusform>%n registros não puderam ser lidos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rewards still to settle</source>
        <translation>
            <numerusform>%n recompensa ainda por confirmar</numerusform>
            <numerusform>%n recompensas ainda por confirmar</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sales here were made with another programme.</source>
        <translation>
            <numerusform>%n venda aqui foi feita com outro programa.</numerusform>
            <numerusform>%n vendas aqui foram feitas com outro programa.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Subtotal, %n items</source>
        <translation>
            <numerusform>Subtotal, %n item</numerusform>
            <numerusform>Subtotal, %n itens</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Customer</name>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Customer not checked</source>
        <translation>Cliente não consultado</translation>
    </message>
    <message>
        <source>Looking up…</source>
        <translation>Consultando…</translation>
    </message>
    <message>
        <source>available</source>
        <translation>disponível</translation>
    </message>
    <message>
        <source>available before</source>
        <translation>disponível antes</translation>
    </message>
    <message>
        <source>cashback</source>
        <translation>cashback</translation>
    </message>
    <message>
        <source>cashback before</source>
        <translation>cashback antes</translation>
    </message>
    <message>
        <source>points</source>
        <translation>pontos</translation>
    </message>
    <message>
        <source>points before</source>
        <translation>pontos antes</translation>
    </message>
    <message>
        <source>usable on this sale</source>
        <translation>para usar nesta venda</translation>
    </message>
</context>
<context>
    <name>CustomerScreen</name>
    <message>
        <source>Checking your code…</source>
        <translation>Conferindo o seu código…</translation>
    </message>
    <message>
        <source>Confirm on your phone</source>
        <translation>Confirme no seu celular</translation>
    </message>
    <message>
        <source>Customer&apos;s screen</source>
        <translation>Tela do cliente</translation>
    </message>
    <message>
        <source>Enjoy it!</source>
        <translation>Aproveite!</translation>
    </message>
    <message>
        <source>Hello, {name}!</source>
        <translation>Olá, {name}!</translation>
    </message>
    <message>
        <source>It is in the SMS on your phone.</source>
        <translation>Ele está no SMS do seu celular.</translation>
    </message>
    <message>
        <source>It is in your authenticator app.</source>
        <translation>Ele está no seu aplicativo autenticador.</translation>
    </message>
    <message>
        <source>It is in your e-mail.</source>
        <translation>Ele está no seu e-mail.</translation>
    </message>
    <message>
        <source>It may take a moment to arrive.</source>
        <translation>Ele pode demorar um pouco para chegar.</translation>
    </message>
    <message>
        <source>One moment, please. Nothing is lost.</source>
        <translation>Um momento, por favor. Nada se perde.</translation>
    </message>
    <message>
        <source>One moment, please…</source>
        <translation>Um momento, por favor…</translation>
    </message>
    <message>
        <source>Open the message on your phone and approve it.</source>
        <translation>Abra a mensagem no seu celular e aprove.</translation>
    </message>
    <message>
        <source>Sending you a code…</source>
        <translation>Enviando um código para você…</translation>
    </message>
    <message>
        <source>Tell the cashier your code</source>
        <translation>Diga o seu código ao caixa</translation>
    </message>
    <message>
        <source>Thank you!</source>
        <translation>Obrigado!</translation>
    </message>
    <message>
        <source>Thank you, {name}!</source>
        <translation>Obrigado, {name}!</translation>
    </message>
    <message>
        <source>The cashier can send you another code.</source>
        <translation>O caixa pode enviar outro código para você.</translation>
    </message>
    <message>
        <source>The cashier has a question for you.</source>
        <translation>O caixa tem uma pergunta para você.</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Boas-vindas!</translation>
    </message>
    <message>
        <source>Your account</source>
        <translation>Sua conta</translation>
    </message>
    <message>
        <source>Your change</source>
        <translation>Seu troco</translation>
    </message>
    <message>
        <source>Your coupon</source>
        <translation>Seu cupom</translation>
    </message>
    <message>
        <source>Your phone asks: pay {amount}?</source>
        <translation>Seu celular pergunta: pagar {amount}?</translation>
    </message>
    <message>
        <source>{amount} less to pay</source>
        <translation>{amount} a menos para pagar</translation>
    </message>
</context>
<context>
    <name>Day</name>
    <message>
        <source>BACK</source>
        <translation>VOLTA</translation>
    </message>
    <message>
        <source>Cancel the whole sale</source>
        <translation>Cancelar a venda toda</translation>
    </message>
    <message>
        <source>Choose the pieces that come back with + and −.</source>
        <translation>Escolha as peças devolvidas com + e −.</translation>
    </message>
    <message>
        <source>Give back {amount}.</source>
        <translation>Devolva {amount} ao cliente.</translation>
    </message>
    <message>
        <source>Give back {amount}. The reward of this sale is asked back as well.</source>
        <translation>Devolva {amount} ao cliente. A devolução da recompensa também será pedida.</translation>
    </message>
    <message>
        <source>Keep the sale</source>
        <translation>Manter a venda</translation>
    </message>
    <message>
        <source>LEFT</source>
        <translation>RESTA</translation>
    </message>
    <message>
        <source>No sale has been paid today</source>
        <translation>Nenhuma venda paga hoje</translation>
    </message>
    <message>
        <source>One piece less comes back</source>
        <translation>Devolver uma peça a menos</translation>
    </message>
    <message>
        <source>One piece more comes back</source>
        <translation>Devolver uma peça a mais</translation>
    </message>
    <message>
        <source>Pieces to take back</source>
        <translation>Peças a devolver</translation>
    </message>
    <message>
        <source>SALE</source>
        <translation>VENDA</translation>
    </message>
    <message>
        <source>STATUS</source>
        <translation>SITUAÇÃO</translation>
    </message>
    <message>
        <source>Sales of the day</source>
        <translation>Vendas do dia</translation>
    </message>
    <message>
        <source>Take back: {pieces}</source>
        <translation>Devolver: {pieces}</translation>
    </message>
    <message>
        <source>Take pieces back</source>
        <translation>Devolver peças</translation>
    </message>
    <message>
        <source>The cancellation is on its way.</source>
        <translation>O cancelamento está a caminho.</translation>
    </message>
    <message>
        <source>The cancellation waits for a supervisor: F10.</source>
        <translation>O cancelamento espera um supervisor: F10.</translation>
    </message>
    <message>
        <source>This sale is cancelled.</source>
        <translation>Esta venda está cancelada.</translation>
    </message>
    <message>
        <source>This sale is cancelled. Its reward did not come back.</source>
        <translation>Esta venda está cancelada. A recompensa não voltou.</translation>
    </message>
    <message>
        <source>This sale is cancelled. Its reward went back to the customer.</source>
        <translation>Esta venda está cancelada. A recompensa voltou para o cliente.</translation>
    </message>
    <message>
        <source>Yes, cancel the sale</source>
        <translation>Sim, cancelar a venda</translation>
    </message>
    <message>
        <source>being cancelled</source>
        <translation>cancelando</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelada</translation>
    </message>
    <message>
        <source>for a supervisor</source>
        <translation>para o supervisor</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>paga</translation>
    </message>
    <message>
        <source>partly returned</source>
        <translation>devolvida em parte</translation>
    </message>
    <message>
        <source>waiting to be sent</source>
        <translation>aguardando envio</translation>
    </message>
</context>
<context>
    <name>Discount</name>
    <message>
        <source>5,00 or 10%</source>
        <translation>5,00 ou 10%</translation>
    </message>
    <message>
        <source>An amount, or a share with %. Empty takes the discount away.</source>
        <translation>Um valor, ou um percentual com %. Vazio tira o desconto.</translation>
    </message>
    <message>
        <source>Discount at the till</source>
        <translation>Desconto no caixa</translation>
    </message>
</context>
<context>
    <name>Ending</name>
    <message>
        <source>A sale is open: finish it, or clear it (F10), first.</source>
        <translation>Há uma venda aberta: conclua-a ou limpe-a (F10) antes.</translation>
    </message>
    <message>
        <source>Back to the till</source>
        <translation>Voltar ao caixa</translation>
    </message>
    <message>
        <source>End the till</source>
        <translation>Encerrar o caixa</translation>
    </message>
    <message>
        <source>End the till?</source>
        <translation>Encerrar o caixa?</translation>
    </message>
    <message>
        <source>No sale is open. What is still to be sent is kept.</source>
        <translation>Nenhuma venda aberta. O que falta enviar fica guardado.</translation>
    </message>
    <message>
        <source>The open sale is kept and comes back. A reward that was taken is given back.</source>
        <translation>A venda aberta fica guardada e volta. Uma recompensa já resgatada é devolvida.</translation>
    </message>
</context>
<context>
    <name>Enrol</name>
    <message>
        <source>1. Find the customer.</source>
        <translation>1. Busque o cliente.</translation>
    </message>
    <message>
        <source>2. Check who they are, and type your name.</source>
        <translation>2. Confira quem é e digite o seu nome.</translation>
    </message>
    <message>
        <source>3. The customer scans the QR code with an authenticator app.</source>
        <translation>3. O cliente lê o QR code com um aplicativo autenticador.</translation>
    </message>
    <message>
        <source>4. The customer reads out the first code: it is verified.</source>
        <translation>4. O cliente diz o primeiro código: está verificado.</translation>
    </message>
    <message>
        <source>An authenticator for the customer</source>
        <translation>Um autenticador para o cliente</translation>
    </message>
    <message>
        <source>Ask the customer for the first code</source>
        <translation>Peça ao cliente o primeiro código</translation>
    </message>
    <message>
        <source>Back to the sale</source>
        <translation>Voltar à venda</translation>
    </message>
    <message>
        <source>Find the customer</source>
        <translation>Buscar o cliente</translation>
    </message>
    <message>
        <source>First code of the authenticator</source>
        <translation>Primeiro código do autenticador</translation>
    </message>
    <message>
        <source>For whom is the authenticator?</source>
        <translation>Para quem é o autenticador?</translation>
    </message>
    <message>
        <source>From now on the customer&apos;s app can give the codes at the till.</source>
        <translation>A partir de agora, o aplicativo do cliente pode dar os códigos no caixa.</translation>
    </message>
    <message>
        <source>It is not known what the customer has</source>
        <translation>Não se sabe o que o cliente tem</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>Consultando…</translation>
    </message>
    <message>
        <source>Now the customer can confirm by:</source>
        <translation>Hoje o cliente pode confirmar por:</translation>
    </message>
    <message>
        <source>QR code for the customer&apos;s authenticator</source>
        <translation>QR code para o autenticador do cliente</translation>
    </message>
    <message>
        <source>Set up an authenticator?</source>
        <translation>Cadastrar um autenticador?</translation>
    </message>
    <message>
        <source>Show a new QR code</source>
        <translation>Mostrar um novo QR code</translation>
    </message>
    <message>
        <source>Show the QR code</source>
        <translation>Mostrar o QR code</translation>
    </message>
    <message>
        <source>Stop and delete it</source>
        <translation>Parar e apagar</translation>
    </message>
    <message>
        <source>The QR code is being made…</source>
        <translation>Preparando o QR code…</translation>
    </message>
    <message>
        <source>The authenticator is verified</source>
        <translation>O autenticador está verificado</translation>
    </message>
    <message>
        <source>The customer has no phone and no authenticator yet.</source>
        <translation>O cliente ainda não tem telefone nem autenticador.</translation>
    </message>
    <message>
        <source>Turn the screen to the customer: only they may scan it. It vanishes in {time}.</source>
        <translation>Vire a tela para o cliente: só ele pode ler o código. Ele some em {time}.</translation>
    </message>
    <message>
        <source>approval on their phone</source>
        <translation>aprovação no celular</translation>
    </message>
    <message>
        <source>authenticator app</source>
        <translation>aplicativo autenticador</translation>
    </message>
    <message>
        <source>code by SMS</source>
        <translation>código por SMS</translation>
    </message>
    <message>
        <source>{way}: begun, not verified</source>
        <translation>{way}: iniciado, não verificado</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>DEMO · fault: {fault}</source>
        <translation>DEMO · falha: {fault}</translation>
    </message>
    <message>
        <source>DEMO · no real points</source>
        <translation>DEMO · sem pontos reais</translation>
    </message>
    <message>
        <source>Operator: {name}</source>
        <translation>Operador: {name}</translation>
    </message>
    <message>
        <source>SANDBOX · no real points</source>
        <translation>SANDBOX · sem pontos reais</translation>
    </message>
    <message>
        <source>{provider} · no access</source>
        <translation>{provider} · sem acesso</translation>
    </message>
    <message>
        <source>{provider} · no answer</source>
        <translation>{provider} · sem resposta</translation>
    </message>
    <message>
        <source>{provider} · offline</source>
        <translation>{provider} · fora do ar</translation>
    </message>
    <message>
        <source>{provider} · online</source>
        <translation>{provider} · online</translation>
    </message>
    <message>
        <source>{provider} · ready</source>
        <translation>{provider} · pronto</translation>
    </message>
    <message>
        <source>{provider} · slow</source>
        <translation>{provider} · lento</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>A file for support</source>
        <translation>Arquivo para o suporte</translation>
    </message>
    <message>
        <source>Cases for a supervisor, light or dark, language, clear the sale</source>
        <translation>Casos para o supervisor, claro ou escuro, idioma, limpar a venda</translation>
    </message>
    <message>
        <source>Discount at the till, as an amount or with %</source>
        <translation>Desconto no caixa, em valor ou com %</translation>
    </message>
    <message>
        <source>Find the customer</source>
        <translation>Buscar o cliente</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Teclas</translation>
    </message>
    <message>
        <source>Next item: scan, type a number, 3*number, or a price</source>
        <translation>Próximo item: leia o código, digite o número, 3*número ou um preço</translation>
    </message>
    <message>
        <source>On a receipt, or a sale of the day: print it once more</source>
        <translation>No recibo, ou numa venda do dia: imprimir de novo</translation>
    </message>
    <message>
        <source>One more or one less of the marked item</source>
        <translation>Um a mais ou um a menos do item marcado</translation>
    </message>
    <message>
        <source>One step back; before it is redeemed, without the reward</source>
        <translation>Um passo atrás; antes do resgate, sem a recompensa</translation>
    </message>
    <message>
        <source>Park this sale, or take one up again</source>
        <translation>Guardar esta venda, ou retomar uma</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Pagar</translation>
    </message>
    <message>
        <source>Remove the marked item</source>
        <translation>Remover o item marcado</translation>
    </message>
    <message>
        <source>Rewards, with the arrows and Enter; End for a coupon</source>
        <translation>Recompensas, com as setas e Enter; End para um cupom</translation>
    </message>
    <message>
        <source>Sales of the day: look up, take back, cancel</source>
        <translation>Vendas do dia: consultar, devolver, cancelar</translation>
    </message>
    <message>
        <source>The whole screen, or a window</source>
        <translation>Tela inteira ou janela</translation>
    </message>
    <message>
        <source>To the next field or button</source>
        <translation>Ir ao próximo campo ou botão</translation>
    </message>
    <message>
        <source>Type a quantity for the marked item</source>
        <translation>Digitar a quantidade do item marcado</translation>
    </message>
    <message>
        <source>What the large button says: send, redeem, ask again</source>
        <translation>O que diz o botão grande: enviar, resgatar, perguntar</translation>
    </message>
</context>
<context>
    <name>Key</name>
    <message>
        <source>QR code</source>
        <translation>código QR</translation>
    </message>
    <message>
        <source>app code</source>
        <translation>código do app</translation>
    </message>
    <message>
        <source>card</source>
        <translation>cartão</translation>
    </message>
    <message>
        <source>coupon</source>
        <translation>cupom</translation>
    </message>
    <message>
        <source>drive-thru code</source>
        <translation>código do drive-thru</translation>
    </message>
    <message>
        <source>e-mail</source>
        <translation>e-mail</translation>
    </message>
    <message>
        <source>paying QR code</source>
        <translation>QR code de pagamento</translation>
    </message>
    <message>
        <source>phone</source>
        <translation>telefone</translation>
    </message>
    <message>
        <source>{several} or {last}</source>
        <translation>{several} ou {last}</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>Desconto</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Ajuda</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Park</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Pay</source>
        <translation>Pagar</translation>
    </message>
    <message>
        <source>Product</source>
        <translation>Produto</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>Recompensas</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>Vendas</translation>
    </message>
</context>
<context>
    <name>Matters</name>
    <message>
        <source>At {provider} look for reference {key}</source>
        <translation>No {provider}, procure a referência {key}</translation>
    </message>
    <message>
        <source>At {provider} open order {order}</source>
        <translation>No {provider}, abra o pedido {order}</translation>
    </message>
    <message>
        <source>At {provider} the sale stays as it is. Leave it out for good?</source>
        <translation>No {provider} a venda fica como está. Deixar de fora de vez?</translation>
    </message>
    <message>
        <source>CASE</source>
        <translation>CASO</translation>
    </message>
    <message>
        <source>Cancellation not taken over</source>
        <translation>Cancelamento não registrado</translation>
    </message>
    <message>
        <source>Check not recorded</source>
        <translation>Cupom não registrado</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Compare that time&apos;s sales and rewards with the receipts and {provider}.</source>
        <translation>Compare as vendas e recompensas desse período com os recibos e com o {provider}.</translation>
    </message>
    <message>
        <source>Compared</source>
        <translation>Conferido</translation>
    </message>
    <message>
        <source>Entered there</source>
        <translation>Já lançado lá</translation>
    </message>
    <message>
        <source>For a supervisor</source>
        <translation>Para o supervisor</translation>
    </message>
    <message>
        <source>If it is not there: enter {amount} by hand, or tell the customer.</source>
        <translation>Se não estiver lá: lance {amount} à mão, ou avise o cliente.</translation>
    </message>
    <message>
        <source>If it is there after all, the customer loses it. Is there nothing at {provider}?</source>
        <translation>Se afinal estiver lá, o cliente perde. Não há mesmo nada no {provider}?</translation>
    </message>
    <message>
        <source>Is it cancelled, and is its reward back?</source>
        <translation>Está cancelado, e a recompensa voltou?</translation>
    </message>
    <message>
        <source>Is it redeemed there, and not undone? If it is still open, end it there, or wait.</source>
        <translation>Está resgatada lá, e não desfeita? Se ainda estiver em aberto, encerre-a lá ou espere.</translation>
    </message>
    <message>
        <source>Is it reserved there?</source>
        <translation>Está reservada lá?</translation>
    </message>
    <message>
        <source>Is it reserved?</source>
        <translation>Está reservada?</translation>
    </message>
    <message>
        <source>Is it there, once, with {amount}?</source>
        <translation>Está lá, uma só vez, com {amount}?</translation>
    </message>
    <message>
        <source>Is this return of {amount} in it, once?</source>
        <translation>Esta devolução de {amount} está nele, uma só vez?</translation>
    </message>
    <message>
        <source>It is back</source>
        <translation>Já voltou</translation>
    </message>
    <message>
        <source>It is not certain that {provider} has it.</source>
        <translation>Não é certo que o {provider} recebeu.</translation>
    </message>
    <message>
        <source>It waited longer than {provider} takes it. It is not sent.</source>
        <translation>Esperou mais do que o {provider} aceita. Não será enviada.</translation>
    </message>
    <message>
        <source>It was redeemed and must go back. The till could not give it back.</source>
        <translation>Foi resgatada e precisa voltar. O caixa não conseguiu devolver.</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>Sabemos</translation>
    </message>
    <message>
        <source>Last answer: {answer}</source>
        <translation>Última resposta: {answer}</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Deixar de fora</translation>
    </message>
    <message>
        <source>Made good</source>
        <translation>Já acertado</translation>
    </message>
    <message>
        <source>No answer told what happened.</source>
        <translation>Nenhuma resposta disse o que aconteceu.</translation>
    </message>
    <message>
        <source>No: not there</source>
        <translation>Não: não está lá</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Ainda não</translation>
    </message>
    <message>
        <source>Nothing waits for a supervisor</source>
        <translation>Nada espera um supervisor</translation>
    </message>
    <message>
        <source>Reason: what you saw</source>
        <translation>Motivo: o que você viu</translation>
    </message>
    <message>
        <source>Records are missing</source>
        <translation>Faltam registros</translation>
    </message>
    <message>
        <source>Return not taken over</source>
        <translation>Devolução não registrada</translation>
    </message>
    <message>
        <source>Reward not given back</source>
        <translation>Recompensa não devolvida</translation>
    </message>
    <message>
        <source>Rewards are redeemed again from now on. Is every one of that time accounted for?</source>
        <translation>A partir de agora as recompensas voltam. Todas daquele período foram conferidas?</translation>
    </message>
    <message>
        <source>Sale not registered</source>
        <translation>Venda não registrada</translation>
    </message>
    <message>
        <source>Sales of another programme</source>
        <translation>Vendas de outro programa</translation>
    </message>
    <message>
        <source>Start the till with the programme they were made with: it settles them by itself.</source>
        <translation>Abra o caixa com o programa em que foram feitas: ele mesmo as resolve.</translation>
    </message>
    <message>
        <source>The customer gets no points for this sale. Leave it out for good?</source>
        <translation>O cliente não ganha pontos por esta venda. Deixar de fora de vez?</translation>
    </message>
    <message>
        <source>The reward stays used. Was it made good to the customer otherwise?</source>
        <translation>A recompensa fica usada. O cliente foi compensado de outro jeito?</translation>
    </message>
    <message>
        <source>The sale waits for it.</source>
        <translation>A venda espera por isso.</translation>
    </message>
    <message>
        <source>The sale went on without it.</source>
        <translation>A venda seguiu sem ela.</translation>
    </message>
    <message>
        <source>The till cannot tell whether {provider} reserved it.</source>
        <translation>O caixa não sabe se o {provider} reservou.</translation>
    </message>
    <message>
        <source>The till cannot tell whether {provider} took it.</source>
        <translation>O caixa não sabe se o {provider} resgatou.</translation>
    </message>
    <message>
        <source>These may have been redeemed: {references}.</source>
        <translation>Estas podem ter sido resgatadas: {references}.</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Tentamos</translation>
    </message>
    <message>
        <source>WORTH</source>
        <translation>VALOR</translation>
    </message>
    <message>
        <source>Was it redeemed?</source>
        <translation>Foi resgatada?</translation>
    </message>
    <message>
        <source>Was it undone there? If not, undo it there.</source>
        <translation>Foi desfeita lá? Se não, desfaça lá.</translation>
    </message>
    <message>
        <source>What could be read was taken over. The old file is kept: {file}</source>
        <translation>O que pôde ser lido foi aproveitado. O arquivo antigo está guardado: {file}</translation>
    </message>
    <message>
        <source>What no rule can settle will be listed here.</source>
        <translation>O que nenhuma regra resolve aparece aqui.</translation>
    </message>
    <message>
        <source>Yes, all is compared</source>
        <translation>Sim, tudo conferido</translation>
    </message>
    <message>
        <source>Yes, it was made good</source>
        <translation>Sim, foi compensado</translation>
    </message>
    <message>
        <source>Yes, leave it out</source>
        <translation>Sim, deixar de fora</translation>
    </message>
    <message>
        <source>Yes, nothing is there</source>
        <translation>Sim, não há nada lá</translation>
    </message>
    <message>
        <source>Yes: give it back</source>
        <translation>Sim: devolver</translation>
    </message>
    <message>
        <source>Yes: release it</source>
        <translation>Sim: liberar</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Seu nome</translation>
    </message>
    <message>
        <source>number {number}</source>
        <translation>número {number}</translation>
    </message>
    <message>
        <source>since {time}</source>
        <translation>desde {time}</translation>
    </message>
    <message>
        <source>{attempts} until {time}</source>
        <translation>{attempts} até {time}</translation>
    </message>
    <message>
        <source>{provider} did not accept it.</source>
        <translation>O {provider} não aceitou.</translation>
    </message>
    <message>
        <source>{records} between {first} and {last}.</source>
        <translation>{records} entre {first} e {last}.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>About and support</source>
        <translation>Sobre e suporte</translation>
    </message>
    <message>
        <source>Clear this sale</source>
        <translation>Limpar esta venda</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Escuro</translation>
    </message>
    <message>
        <source>End the till</source>
        <translation>Encerrar o caixa</translation>
    </message>
    <message>
        <source>Enrol an authenticator</source>
        <translation>Cadastrar um autenticador</translation>
    </message>
    <message>
        <source>In a window</source>
        <translation>Em janela</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Lock the till</source>
        <translation>Bloquear o caixa</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menu</translation>
    </message>
    <message>
        <source>Nothing waits for a supervisor</source>
        <translation>Nada espera um supervisor</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>Tela</translation>
    </message>
    <message>
        <source>Settings of the till</source>
        <translation>Configurações do caixa</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>Tela inteira</translation>
    </message>
</context>
<context>
    <name>Misread</name>
    <message>
        <source>Nothing was typed. Type or scan, then Enter.</source>
        <translation>Nada foi digitado. Digite ou leia o código e tecle Enter.</translation>
    </message>
    <message>
        <source>Some characters cannot be read. Please type it by hand.</source>
        <translation>Há caracteres que não dá para ler. Digite à mão, por favor.</translation>
    </message>
    <message>
        <source>That cannot be a coupon&apos;s code. Check it and type it without blanks.</source>
        <translation>Isso não pode ser um código de cupom. Confira e digite sem espaços.</translation>
    </message>
    <message>
        <source>That is no QR code for paying. Ask the customer to show it in the app.</source>
        <translation>Este não é um QR code para pagar. Peça ao cliente que o mostre no app.</translation>
    </message>
    <message>
        <source>That is not a CPF, phone or e-mail. Check it and type it again.</source>
        <translation>Isso não é CPF, telefone nem e-mail. Confira e digite de novo.</translation>
    </message>
    <message>
        <source>That is not an amount. Type it like 12,50.</source>
        <translation>Isso não é um valor. Digite assim: 12,50.</translation>
    </message>
    <message>
        <source>That is too long. Please type it again.</source>
        <translation>Ficou longo demais. Digite de novo, por favor.</translation>
    </message>
    <message>
        <source>The code has only digits. Ask for it again, digit by digit.</source>
        <translation>O código só tem números. Peça de novo, número por número.</translation>
    </message>
    <message>
        <source>There are too many digits after the comma. Type it like 12,50.</source>
        <translation>Há números demais depois da vírgula. Digite assim: 12,50.</translation>
    </message>
    <message>
        <source>This CNPJ does not add up. Ask for it again, digit by digit.</source>
        <translation>Este CNPJ não confere. Peça de novo, número por número.</translation>
    </message>
    <message>
        <source>This CPF does not add up. Ask for it again, digit by digit.</source>
        <translation>Este CPF não confere. Peça de novo, número por número.</translation>
    </message>
    <message>
        <source>This amount is too large. Check it and type it again.</source>
        <translation>Este valor é alto demais. Confira e digite de novo.</translation>
    </message>
    <message>
        <source>This e-mail is not complete. Ask for it again, letter by letter.</source>
        <translation>Este e-mail não está completo. Peça de novo, letra por letra.</translation>
    </message>
    <message>
        <source>This phone number is not complete. Ask for it with the area code.</source>
        <translation>Este telefone não está completo. Peça de novo, com o DDD.</translation>
    </message>
    <message>
        <source>This product is not registered. Scan it again, or type its price.</source>
        <translation>Este produto não está cadastrado. Leia de novo ou digite o preço.</translation>
    </message>
    <message>
        <source>Type a quantity from 1 to 999.</source>
        <translation>Digite uma quantidade de 1 a 999.</translation>
    </message>
    <message>
        <source>Type an amount above zero.</source>
        <translation>Digite um valor acima de zero.</translation>
    </message>
</context>
<context>
    <name>Panel</name>
    <message>
        <source>A supervisor has made the reward good in another way.</source>
        <translation>Um supervisor compensou a recompensa de outro jeito.</translation>
    </message>
    <message>
        <source>A supervisor must look at this</source>
        <translation>Um supervisor precisa conferir</translation>
    </message>
    <message>
        <source>An earlier request may still be on its way. The till waits until it cannot arrive any more, and then goes on by itself.</source>
        <translation>Um pedido anterior ainda pode estar a caminho. O caixa espera até que ele não possa mais chegar e então continua sozinho.</translation>
    </message>
    <message>
        <source>Ask: “Do you agree to the privacy policy and the terms of {provider}, and shall we send you a code?” Nothing is sent before.</source>
        <translation>Pergunte: “Você concorda com a política de privacidade e os termos de {provider}, e podemos enviar um código?” Nada é enviado antes.</translation>
    </message>
    <message>
        <source>Attempt {number}</source>
        <translation>Tentativa {number}</translation>
    </message>
    <message>
        <source>Does the customer agree?</source>
        <translation>O cliente concorda?</translation>
    </message>
    <message>
        <source>Does the customer pay with it?</source>
        <translation>O cliente paga com isso?</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>For the customer&apos;s safety no reward can be used in this sale. The points are untouched. Go on to payment.</source>
        <translation>Para a segurança do cliente, nenhuma recompensa pode ser usada nesta venda. Os pontos continuam intactos. Siga para o pagamento.</translation>
    </message>
    <message>
        <source>Giving the reward back…</source>
        <translation>Devolvendo a recompensa…</translation>
    </message>
    <message>
        <source>It was not redeemed, as far as can be told</source>
        <translation>Ao que tudo indica, não foi resgatada</translation>
    </message>
    <message>
        <source>Looking up points and rewards…</source>
        <translation>Consultando pontos e recompensas…</translation>
    </message>
    <message>
        <source>No code is waiting</source>
        <translation>Nenhum código em aberto</translation>
    </message>
    <message>
        <source>No rewards yet</source>
        <translation>Ainda sem recompensas</translation>
    </message>
    <message>
        <source>Nothing was sent yet, and nothing is lost. The till tries again.</source>
        <translation>Nada foi enviado ainda e nada se perdeu. O caixa tenta de novo.</translation>
    </message>
    <message>
        <source>Phone with area code</source>
        <translation>Telefone com DDD</translation>
    </message>
    <message>
        <source>Phone with area code, or e-mail</source>
        <translation>Telefone com DDD, ou e-mail</translation>
    </message>
    <message>
        <source>Redeeming…</source>
        <translation>Resgatando…</translation>
    </message>
    <message>
        <source>Reference {key}</source>
        <translation>Referência {key}</translation>
    </message>
    <message>
        <source>Reserving…</source>
        <translation>Reservando…</translation>
    </message>
    <message>
        <source>Say: “{amount} from {title}. Shall I take it now?” It may be gone at once, without any code.</source>
        <translation>Diga: “{amount} de {title}. Posso debitar agora?” Pode sair na hora, sem nenhum código.</translation>
    </message>
    <message>
        <source>Sending the code…</source>
        <translation>Enviando o código…</translation>
    </message>
    <message>
        <source>The points cannot be used now</source>
        <translation>Os pontos não podem ser usados agora</translation>
    </message>
    <message>
        <source>The redemption may already have happened. It is safe: the till keeps asking with the same key and cannot redeem twice.</source>
        <translation>O resgate pode já ter acontecido. É seguro: o caixa continua perguntando com a mesma chave e não resgata duas vezes.</translation>
    </message>
    <message>
        <source>The reward goes back in a moment</source>
        <translation>A recompensa volta em instantes</translation>
    </message>
    <message>
        <source>The reward may not be back yet. It is safe: the till keeps asking with the same key until it is given back.</source>
        <translation>A recompensa pode ainda não ter voltado. É seguro: o caixa continua pedindo com a mesma chave até a devolução.</translation>
    </message>
    <message>
        <source>The reward was given back.</source>
        <translation>A recompensa foi devolvida ao cliente.</translation>
    </message>
    <message>
        <source>The reward was redeemed, and the till cannot give it back. A supervisor finds it with F10. Park the sale, or go on without the reward.</source>
        <translation>A recompensa foi resgatada e o caixa não consegue devolver. O supervisor encontra o caso com F10. Guarde a venda, ou siga sem a recompensa.</translation>
    </message>
    <message>
        <source>The sale goes on as usual. The customer stays noted, and the points of this purchase follow later. Rewards can be used when the connection is back.</source>
        <translation>A venda segue normalmente. O cliente fica anotado e os pontos desta compra chegam depois. As recompensas voltam quando a conexão voltar.</translation>
    </message>
    <message>
        <source>The sale goes on as usual. This {kind} will not be good for long: ask for the phone or e-mail, so that the points of this purchase can follow.</source>
        <translation>A venda segue normalmente. Este {kind} vale por pouco tempo: peça o telefone ou o e-mail, para que os pontos desta compra venham depois.</translation>
    </message>
    <message>
        <source>The sale goes on without the reward. Anything taken is given back by itself.</source>
        <translation>A venda segue sem a recompensa. O que tiver sido usado é devolvido automaticamente.</translation>
    </message>
    <message>
        <source>The till cannot tell whether {provider} took the reward, and will not guess. A supervisor finds it with F10. Or park the sale and serve the next customer.</source>
        <translation>O caixa não sabe se o {provider} usou a recompensa e não vai adivinhar. O supervisor encontra o caso com F10. Ou guarde a venda e atenda o próximo cliente.</translation>
    </message>
    <message>
        <source>This purchase still earns points. Go on to payment as usual.</source>
        <translation>Esta compra ainda rende pontos. Siga para o pagamento normalmente.</translation>
    </message>
    <message>
        <source>Too many wrong codes</source>
        <translation>Códigos errados demais</translation>
    </message>
    <message>
        <source>Where should the code go?</source>
        <translation>Para onde enviar o código?</translation>
    </message>
    <message>
        <source>asking now</source>
        <translation>perguntando agora</translation>
    </message>
    <message>
        <source>next in {seconds} s</source>
        <translation>próxima em {seconds} s</translation>
    </message>
    <message>
        <source>reference {key}</source>
        <translation>referência {key}</translation>
    </message>
    <message>
        <source>{provider} cannot be reached</source>
        <translation>Sem conexão com o {provider}</translation>
    </message>
    <message>
        <source>{provider} has no contact for this customer. Ask for it to send the code.</source>
        <translation>O {provider} não tem contato deste cliente. Peça um para enviar o código.</translation>
    </message>
    <message>
        <source>{provider} has not answered yet</source>
        <translation>O {provider} ainda não respondeu</translation>
    </message>
    <message>
        <source>{provider} has not given the reward back yet</source>
        <translation>O {provider} ainda não devolveu a recompensa</translation>
    </message>
    <message>
        <source>{worth} redeemed</source>
        <translation>Resgate confirmado: {worth}</translation>
    </message>
</context>
<context>
    <name>Parked</name>
    <message>
        <source>Choose the sale to go on with.</source>
        <translation>Escolha a venda para retomar.</translation>
    </message>
    <message>
        <source>No sale is parked. F7 parks the open one.</source>
        <translation>Nenhuma venda guardada. F7 guarda a venda aberta.</translation>
    </message>
    <message>
        <source>Parked sales</source>
        <translation>Vendas guardadas</translation>
    </message>
</context>
<context>
    <name>Pay</name>
    <message>
        <source>Back to the sale</source>
        <translation>Voltar à venda</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Cartão</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Dinheiro</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Troco</translation>
    </message>
    <message>
        <source>Charge {amount} on the payment terminal. Finish here once it says approved.</source>
        <translation>Cobre {amount} na maquininha. Conclua aqui quando ela disser aprovado.</translation>
    </message>
    <message>
        <source>Empty means the exact amount</source>
        <translation>Vazio é o valor exato</translation>
    </message>
    <message>
        <source>Exact {amount}</source>
        <translation>Exato {amount}</translation>
    </message>
    <message>
        <source>Finish {amount}</source>
        <translation>Concluir {amount}</translation>
    </message>
    <message>
        <source>How much did the customer give?</source>
        <translation>Quanto o cliente entregou?</translation>
    </message>
    <message>
        <source>Still missing</source>
        <translation>Ainda falta</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>Copy {number} is printed.</source>
        <translation>A {number}ª via foi impressa.</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>Imprimir de novo</translation>
    </message>
    <message>
        <source>Print the receipt</source>
        <translation>Imprimir o recibo</translation>
    </message>
    <message>
        <source>Printing the receipt…</source>
        <translation>Imprimindo o recibo…</translation>
    </message>
    <message>
        <source>The printer broke off. If the receipt is not complete, print again: it is marked as a copy.</source>
        <translation>A impressora parou no meio. Se o recibo não estiver completo, imprima de novo: sai marcado como nova via.</translation>
    </message>
    <message>
        <source>The printer does not answer. Is it on? Then print again.</source>
        <translation>A impressora não responde. Ela está ligada? Depois, imprima de novo.</translation>
    </message>
    <message>
        <source>The printer has no paper. Put in a roll and print again.</source>
        <translation>A impressora está sem papel. Coloque uma bobina e imprima de novo.</translation>
    </message>
    <message>
        <source>The printer is open. Close its cover and print again.</source>
        <translation>A impressora está aberta. Feche a tampa e imprima de novo.</translation>
    </message>
    <message>
        <source>The receipt is printed.</source>
        <translation>O recibo foi impresso.</translation>
    </message>
    <message>
        <source>The receipt of sale {number} was not printed (F9)</source>
        <translation>Recibo da venda {number} não impresso (F9)</translation>
    </message>
    <message>
        <source>The receipt was sent to the printer.</source>
        <translation>O recibo foi enviado à impressora.</translation>
    </message>
</context>
<context>
    <name>Product</name>
    <message>
        <source>Scan or type a product, or an amount</source>
        <translation>Leia ou digite um produto, ou um valor</translation>
    </message>
</context>
<context>
    <name>Receipt</name>
    <message>
        <source>A supervisor left this purchase out. It earns no points.</source>
        <translation>Um supervisor deixou esta compra de fora. Ela não rende pontos.</translation>
    </message>
    <message>
        <source>Barcode {digits}</source>
        <translation>Código de barras {digits}</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Cartão</translation>
    </message>
    <message>
        <source>Cash</source>
        <translation>Dinheiro</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Troco</translation>
    </message>
    <message>
        <source>Code of the receipt</source>
        <translation>Código do recibo</translation>
    </message>
    <message>
        <source>Copy the receipt</source>
        <translation>Copiar o recibo</translation>
    </message>
    <message>
        <source>Copy {number} of this receipt</source>
        <translation>{number}ª via deste recibo</translation>
    </message>
    <message>
        <source>Next sale</source>
        <translation>Próxima venda</translation>
    </message>
    <message>
        <source>Points follow later</source>
        <translation>Os pontos chegam depois</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Redemption {reference}</source>
        <translation>Resgate {reference}</translation>
    </message>
    <message>
        <source>Sale {number}</source>
        <translation>Venda {number}</translation>
    </message>
    <message>
        <source>TOTAL</source>
        <translation>TOTAL</translation>
    </message>
    <message>
        <source>The programme did not accept this purchase. A supervisor must look at it.</source>
        <translation>O programa não aceitou esta compra. Um supervisor precisa conferir.</translation>
    </message>
    <message>
        <source>The purchase is waiting to be sent. The customer keeps the receipt.</source>
        <translation>A compra aguarda o envio. O cliente guarda o recibo.</translation>
    </message>
    <message>
        <source>The purchase is waiting to be sent. The points follow by themselves.</source>
        <translation>A compra aguarda envio. Os pontos chegam sozinhos.</translation>
    </message>
    <message>
        <source>Without connection: claim the points with this receipt.</source>
        <translation>Sem conexão: peça os pontos com este recibo.</translation>
    </message>
    <message>
        <source>Without connection: the points of this purchase are credited later.</source>
        <translation>Sem conexão: os pontos desta compra serão creditados depois.</translation>
    </message>
    <message>
        <source>{amount} cashback earned</source>
        <translation>{amount} de cashback ganho</translation>
    </message>
    <message>
        <source>{count} points earned</source>
        <translation>{count} pontos ganhos</translation>
    </message>
    <message>
        <source>{total} paid</source>
        <translation>{total} pagos</translation>
    </message>
</context>
<context>
    <name>Refusal</name>
    <message>
        <source>A code went out a moment ago. Wait for it, and send again only then.</source>
        <translation>Um código saiu agora mesmo. Espere por ele antes de enviar de novo.</translation>
    </message>
    <message>
        <source>A reward is still in progress. Finish it, or go on without it first.</source>
        <translation>Há uma recompensa em andamento. Conclua, ou continue sem ela primeiro.</translation>
    </message>
    <message>
        <source>A supervisor found that nothing was taken. Choose the reward again, or go on.</source>
        <translation>Um supervisor viu que nada foi usado. Escolha a recompensa de novo, ou siga.</translation>
    </message>
    <message>
        <source>A supervisor has left this out.</source>
        <translation>Um supervisor deixou isto de fora.</translation>
    </message>
    <message>
        <source>An earlier request is still on the customer&apos;s phone. Wait two minutes, or go on without.</source>
        <translation>Um pedido anterior ainda está no celular do cliente. Espere dois minutos ou siga sem.</translation>
    </message>
    <message>
        <source>An earlier reward of this customer is still being settled. Wait a moment.</source>
        <translation>Uma recompensa anterior deste cliente ainda está sendo confirmada. Aguarde um momento.</translation>
    </message>
    <message>
        <source>Another amount was taken off than announced, so it was given back. Choose again.</source>
        <translation>O valor descontado não foi o anunciado; por isso foi devolvido. Escolha de novo.</translation>
    </message>
    <message>
        <source>Codes are blocked for this customer for now. Go on without the reward.</source>
        <translation>Os códigos deste cliente estão bloqueados por enquanto. Continue sem a recompensa.</translation>
    </message>
    <message>
        <source>It cannot be combined with another discount. Remove that, or choose another.</source>
        <translation>Não soma com outro desconto. Tire o desconto, ou escolha outra.</translation>
    </message>
    <message>
        <source>It does not go together with what the customer has chosen. Choose another.</source>
        <translation>Não combina com o que o cliente já escolheu. Escolha outra.</translation>
    </message>
    <message>
        <source>It has been used as often as allowed. Choose another reward.</source>
        <translation>Já foi usada quantas vezes é permitido. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>It waited for longer than the programme takes it. Tell a supervisor.</source>
        <translation>Esperou mais do que o programa aceita. Avise um supervisor.</translation>
    </message>
    <message>
        <source>It was not accepted. Try again, or go on without it.</source>
        <translation>Não foi aceito. Tente de novo, ou continue sem.</translation>
    </message>
    <message>
        <source>It was not accepted: “{words}”. Go on without it.</source>
        <translation>Não foi aceito: “{words}”. Continue sem.</translation>
    </message>
    <message>
        <source>No answer came about the authenticator. Wait a moment and try again.</source>
        <translation>Não veio resposta sobre o autenticador. Aguarde um momento e tente de novo.</translation>
    </message>
    <message>
        <source>No customer was found. Check the CPF or e-mail and search again.</source>
        <translation>Nenhum cliente encontrado. Confira o CPF ou o e-mail e busque de novo.</translation>
    </message>
    <message>
        <source>No fee is set up for this currency. Go on without it, and call support.</source>
        <translation>Não há tarifa configurada para esta moeda. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>No item in the basket takes this reward. Choose another.</source>
        <translation>Nenhum item da venda aceita esta recompensa. Escolha outra.</translation>
    </message>
    <message>
        <source>No item of this sale fits the reward. Add items, or choose another.</source>
        <translation>Nenhum item desta venda serve para a recompensa. Adicione itens ou escolha outra.</translation>
    </message>
    <message>
        <source>No more authenticators can be set up for this customer. Try again tomorrow.</source>
        <translation>Não é possível cadastrar mais autenticadores para este cliente. Tente amanhã.</translation>
    </message>
    <message>
        <source>No more codes can be sent in this sale. Go on without the reward.</source>
        <translation>Não dá para enviar mais códigos nesta venda. Continue sem a recompensa.</translation>
    </message>
    <message>
        <source>No more codes go out for this payment. Go on without it.</source>
        <translation>Não saem mais códigos para este pagamento. Siga sem ele.</translation>
    </message>
    <message>
        <source>Nobody could tell whether the reward was taken, so it was given back. Choose again.</source>
        <translation>Não deu para saber se a recompensa foi usada; por isso ela foi devolvida. Escolha de novo.</translation>
    </message>
    <message>
        <source>Nobody has told yet whether the customer agreed. The till is still checking.</source>
        <translation>Ainda não se sabe se o cliente aceitou. O caixa continua verificando.</translation>
    </message>
    <message>
        <source>Nobody knows this code. Check it, letter by letter, or go on without it.</source>
        <translation>Ninguém conhece este código. Confira letra por letra, ou siga sem ele.</translation>
    </message>
    <message>
        <source>Nothing can be paid from this kind of card. Choose another account.</source>
        <translation>Não se paga com este tipo de cartão. Escolha outra conta.</translation>
    </message>
    <message>
        <source>Only a manager can approve it. Choose a manager.</source>
        <translation>Só um gerente pode autorizar. Escolha um gerente.</translation>
    </message>
    <message>
        <source>Part of the records is damaged, so nothing is redeemed. Tell a supervisor.</source>
        <translation>Parte dos registros está danificada, por isso nada é resgatado. Avise um supervisor.</translation>
    </message>
    <message>
        <source>Payments to this store are switched off. Go on without it, and call support.</source>
        <translation>Os pagamentos a esta loja estão desligados. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>Records cannot be kept: the till redeems nothing and takes nothing back. Call support.</source>
        <translation>O caixa não consegue gravar os registros: não resgata e não faz devoluções. Chame o suporte.</translation>
    </message>
    <message>
        <source>That PIN is not right. Type it once more.</source>
        <translation>Este PIN não está certo. Digite de novo.</translation>
    </message>
    <message>
        <source>That code is not right. Ask for it again, digit by digit.</source>
        <translation>O código não está certo. Peça de novo, número por número.</translation>
    </message>
    <message>
        <source>That is less than the amount to pay. Ask for the rest.</source>
        <translation>É menos que o valor a pagar. Peça o restante.</translation>
    </message>
    <message>
        <source>That is the store&apos;s own account. Ask for the customer&apos;s own QR code.</source>
        <translation>Esta é a conta da própria loja. Peça o QR code do cliente.</translation>
    </message>
    <message>
        <source>That passphrase is not right. Type it once more.</source>
        <translation>Esta frase secreta não está certa. Digite de novo.</translation>
    </message>
    <message>
        <source>The account belongs to another programme. Go on without it.</source>
        <translation>A conta é de outro programa. Siga sem ela.</translation>
    </message>
    <message>
        <source>The account belongs to whoever runs this store. Ask for another QR code.</source>
        <translation>A conta é de quem dirige esta loja. Peça outro QR code.</translation>
    </message>
    <message>
        <source>The account&apos;s own rules do not allow it. Choose another account, or go on.</source>
        <translation>As regras da conta não o permitem. Escolha outra conta, ou siga.</translation>
    </message>
    <message>
        <source>The amount is below this reward&apos;s minimum share. Choose a larger amount.</source>
        <translation>O valor está abaixo do mínimo desta recompensa. Escolha um valor maior.</translation>
    </message>
    <message>
        <source>The amount is outside the programme&apos;s limits. Choose another amount.</source>
        <translation>O valor está fora dos limites do programa. Escolha outro valor.</translation>
    </message>
    <message>
        <source>The amount is smaller than its fee. Choose a larger amount.</source>
        <translation>O valor é menor que a tarifa. Escolha um valor maior.</translation>
    </message>
    <message>
        <source>The approval was not for this sale, so it does not count. Tell a supervisor.</source>
        <translation>A aprovação não era desta venda e por isso não vale. Avise um supervisor.</translation>
    </message>
    <message>
        <source>The authenticator was not set up. Try once more, then call support.</source>
        <translation>O autenticador não foi cadastrado. Tente mais uma vez e depois chame o suporte.</translation>
    </message>
    <message>
        <source>The balance does not cover the amount and its fee. Choose a smaller amount.</source>
        <translation>O saldo não cobre o valor e a tarifa. Escolha um valor menor.</translation>
    </message>
    <message>
        <source>The balance is not enough for it any more. Choose another reward.</source>
        <translation>O saldo já não é suficiente. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>The code came too long ago. Nothing was taken: choose the reward again.</source>
        <translation>O código já passou do tempo. Nada foi descontado: escolha a recompensa de novo.</translation>
    </message>
    <message>
        <source>The code could not be checked just now. Please type it once more.</source>
        <translation>Não deu para conferir o código agora. Digite mais uma vez, por favor.</translation>
    </message>
    <message>
        <source>The code did not go out. Send it again, or go on without the reward.</source>
        <translation>O código não foi enviado. Envie de novo, ou continue sem a recompensa.</translation>
    </message>
    <message>
        <source>The code has six digits. Ask for it again, digit by digit.</source>
        <translation>O código tem seis dígitos. Peça de novo, dígito por dígito.</translation>
    </message>
    <message>
        <source>The code is too old. Send a new one, or go on without it.</source>
        <translation>O código é velho demais. Envie um novo, ou siga sem ele.</translation>
    </message>
    <message>
        <source>The currency could not be exchanged. Choose an account in this till&apos;s currency.</source>
        <translation>O câmbio não foi possível. Escolha uma conta na moeda deste caixa.</translation>
    </message>
    <message>
        <source>The customer declined, or it took too long. Nothing was paid: choose again, or go on.</source>
        <translation>O cliente recusou, ou demorou demais. Nada foi pago: escolha de novo, ou siga.</translation>
    </message>
    <message>
        <source>The customer did not approve in time. Send the request again.</source>
        <translation>O cliente não confirmou a tempo. Envie o pedido de novo.</translation>
    </message>
    <message>
        <source>The customer has already used it as often as allowed. Choose another.</source>
        <translation>O cliente já usou esta recompensa o máximo de vezes. Escolha outra.</translation>
    </message>
    <message>
        <source>The customer has no confirmed phone for payments. Go on without it.</source>
        <translation>O cliente não tem telefone confirmado para pagamentos. Siga sem ele.</translation>
    </message>
    <message>
        <source>The customer has not joined the programme yet. Invite them, or go on.</source>
        <translation>O cliente ainda não participa do programa. Convide, ou siga sem.</translation>
    </message>
    <message>
        <source>The customer has not set up this confirmation in the app. Go on without it.</source>
        <translation>O cliente não ativou esta confirmação no app. Siga sem ela.</translation>
    </message>
    <message>
        <source>The customer is fixed while a reward is used. Undo it first to change it.</source>
        <translation>O cliente não muda enquanto há uma recompensa em uso. Desfaça o resgate primeiro.</translation>
    </message>
    <message>
        <source>The customer must confirm their sign-in in the app first. Then scan a fresh QR code.</source>
        <translation>O cliente precisa antes confirmar a entrada no app. Depois leia um QR code novo.</translation>
    </message>
    <message>
        <source>The customer must prove their identity in the app first. Go on without it.</source>
        <translation>O cliente precisa antes comprovar a identidade no app. Siga sem ele.</translation>
    </message>
    <message>
        <source>The customer said no on their phone. Nothing was taken: go on without it.</source>
        <translation>O cliente recusou no celular. Nada foi usado: siga sem a recompensa.</translation>
    </message>
    <message>
        <source>The customer&apos;s account is blocked. Choose another account, or go on without it.</source>
        <translation>A conta do cliente está bloqueada. Escolha outra conta, ou siga sem ela.</translation>
    </message>
    <message>
        <source>The customer&apos;s account is closed. Choose another account, or go on without it.</source>
        <translation>A conta do cliente está encerrada. Escolha outra conta, ou siga sem ela.</translation>
    </message>
    <message>
        <source>The customer&apos;s rewards are in use elsewhere, as in the app. Close it there, retry.</source>
        <translation>As recompensas do cliente estão em uso em outro lugar, como no app. Feche lá e tente de novo.</translation>
    </message>
    <message>
        <source>The customer&apos;s session is over. Ask for a fresh QR code and scan it.</source>
        <translation>A sessão do cliente acabou. Peça um QR code novo e leia-o.</translation>
    </message>
    <message>
        <source>The file of the keys is damaged. Call support: the till is to be set up again.</source>
        <translation>O arquivo das chaves está danificado. Chame o suporte: o caixa precisa ser configurado de novo.</translation>
    </message>
    <message>
        <source>The gift is not the one announced, so it was given back. Choose another reward.</source>
        <translation>O brinde não é o anunciado e foi devolvido. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>The items are fixed while a reward is used. Undo it first to change them.</source>
        <translation>Os itens não mudam enquanto há uma recompensa em uso. Desfaça o resgate primeiro.</translation>
    </message>
    <message>
        <source>The key of the PINs is not there. Open the system&apos;s keyring, or call support.</source>
        <translation>A chave dos PINs não está aí. Abra o chaveiro do sistema, ou chame o suporte.</translation>
    </message>
    <message>
        <source>The keys are locked. Unlock them with the passphrase, then go on.</source>
        <translation>As chaves estão trancadas. Destranque com a frase secreta e continue.</translation>
    </message>
    <message>
        <source>The list of people cannot be read, so nobody can sign in. In a terminal: pos-app people.</source>
        <translation>A lista de pessoas não pode ser lida e ninguém pode entrar. Em um terminal: pos-app people.</translation>
    </message>
    <message>
        <source>The loyalty programme does not answer. Try again, or go on selling.</source>
        <translation>O programa de pontos não responde. Tente de novo, ou siga vendendo.</translation>
    </message>
    <message>
        <source>The money went back to the customer and does not count. Choose again, or go on.</source>
        <translation>O dinheiro voltou ao cliente e não conta. Escolha de novo, ou siga.</translation>
    </message>
    <message>
        <source>The payment cannot be cancelled any more. The till keeps an eye on it.</source>
        <translation>O pagamento não pode mais ser cancelado. O caixa continua de olho nele.</translation>
    </message>
    <message>
        <source>The payment failed, and nothing was paid. Choose again, or go on without it.</source>
        <translation>O pagamento falhou e nada foi pago. Escolha de novo, ou siga sem ele.</translation>
    </message>
    <message>
        <source>The payment was cancelled, and nothing was paid. Choose again, or go on.</source>
        <translation>O pagamento foi cancelado e nada foi pago. Escolha de novo, ou siga.</translation>
    </message>
    <message>
        <source>The payment went through after all. A supervisor must look at it.</source>
        <translation>O pagamento acabou passando. Um supervisor precisa ver.</translation>
    </message>
    <message>
        <source>The payment&apos;s time was not accepted. Go on without it, and call support.</source>
        <translation>O horário do pagamento não foi aceito. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The phone cannot be reminded again. The request on it still counts: wait for the answer.</source>
        <translation>Não é possível lembrar o celular outra vez. O pedido nele ainda vale: aguarde a resposta.</translation>
    </message>
    <message>
        <source>The programme answered with nothing. Search for the customer again.</source>
        <translation>O programa respondeu vazio. Busque o cliente de novo.</translation>
    </message>
    <message>
        <source>The programme did not accept the return. Call a supervisor.</source>
        <translation>O programa não aceitou a devolução. Chame um supervisor.</translation>
    </message>
    <message>
        <source>The programme did not understand the request. Go on without it, and call support.</source>
        <translation>O programa não entendeu o pedido. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The programme does not accept this amount. Choose another amount.</source>
        <translation>O programa não aceita este valor. Escolha outro.</translation>
    </message>
    <message>
        <source>The programme does not accept this till&apos;s access. Sell on, and call support.</source>
        <translation>O programa não aceita o acesso deste caixa. Siga vendendo e chame o suporte.</translation>
    </message>
    <message>
        <source>The programme does not confirm payments in this way. Go on without it.</source>
        <translation>O programa não confirma pagamentos desta forma. Siga sem ele.</translation>
    </message>
    <message>
        <source>The programme found the payment invalid. Nothing was paid: go on without it.</source>
        <translation>O programa considerou o pagamento inválido. Nada foi pago: siga sem ele.</translation>
    </message>
    <message>
        <source>The programme has charged the customer a fee besides. It is on their statement.</source>
        <translation>O programa cobrou do cliente também uma tarifa. Ela está no extrato dele.</translation>
    </message>
    <message>
        <source>The programme has not cancelled it yet. The till asks again by itself.</source>
        <translation>O programa ainda não cancelou. O caixa pede de novo sozinho.</translation>
    </message>
    <message>
        <source>The programme is still working on it. Wait a moment.</source>
        <translation>O programa ainda está processando. Espere um momento.</translation>
    </message>
    <message>
        <source>The programme made another payment than the one asked for. Call a supervisor.</source>
        <translation>O programa fez outro pagamento, não o pedido. Chame um supervisor.</translation>
    </message>
    <message>
        <source>The programme signs the customer up with a code of its own. Go on without the reward.</source>
        <translation>O programa cadastra o cliente com um código próprio. Siga sem a recompensa.</translation>
    </message>
    <message>
        <source>The programme&apos;s checks did not let it through. Go on without it.</source>
        <translation>As verificações do programa não o deixaram passar. Siga sem ele.</translation>
    </message>
    <message>
        <source>The reward is larger than the sale. Add items, or choose another.</source>
        <translation>A recompensa é maior que a venda. Inclua itens, ou escolha outra.</translation>
    </message>
    <message>
        <source>The sale is below this reward&apos;s minimum. Add items, or choose another.</source>
        <translation>A venda está abaixo do mínimo desta recompensa. Inclua itens, ou escolha outra.</translation>
    </message>
    <message>
        <source>The store is not a known payee. Go on without it, and call support.</source>
        <translation>A loja não é um favorecido conhecido. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store is set up as the wrong kind of payee. Go on without it, and call support.</source>
        <translation>A loja está cadastrada como outro tipo de favorecido. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store&apos;s account cannot be paid into. Go on without it, and call support.</source>
        <translation>A conta da loja não pode receber. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store&apos;s account cannot take so much now. Choose a smaller amount.</source>
        <translation>A conta da loja não pode receber tanto agora. Escolha um valor menor.</translation>
    </message>
    <message>
        <source>The store&apos;s account is blocked. Go on without it, and call support.</source>
        <translation>A conta da loja está bloqueada. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store&apos;s account is closed. Go on without it, and call support.</source>
        <translation>A conta da loja está encerrada. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store&apos;s account is set up as a card. Go on without it, and call support.</source>
        <translation>A conta da loja está configurada como cartão. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The store&apos;s account was not found. Go on without it, and call support.</source>
        <translation>A conta da loja não foi encontrada. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>The time for this QR code is over. Show a new one when the customer is ready.</source>
        <translation>O tempo deste QR code acabou. Mostre um novo quando o cliente estiver pronto.</translation>
    </message>
    <message>
        <source>There are not enough points. Choose another reward.</source>
        <translation>Não há pontos suficientes. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>There is no cashback to use on this sale. Choose another reward.</source>
        <translation>Não há cashback para usar nesta venda. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>There is no connection and nothing was sent. Try again, or go on selling.</source>
        <translation>Sem conexão, e nada foi enviado. Tente de novo, ou siga vendendo.</translation>
    </message>
    <message>
        <source>There is no phone or e-mail a code could go to. Go on without the reward.</source>
        <translation>Não há telefone nem e-mail para enviar um código. Continue sem a recompensa.</translation>
    </message>
    <message>
        <source>There is nothing to pay yet. Scan an item first.</source>
        <translation>Ainda não há o que pagar. Passe um item primeiro.</translation>
    </message>
    <message>
        <source>There is nothing to take back. Choose the pieces first.</source>
        <translation>Não há nada para devolver. Escolha as peças primeiro.</translation>
    </message>
    <message>
        <source>This PIN must be set anew. A manager does it: pos-app people --reset NAME.</source>
        <translation>Este PIN precisa ser refeito. Um gerente faz isso: pos-app people --reset NOME.</translation>
    </message>
    <message>
        <source>This QR code is not one for paying. Ask the customer to open paying in the app.</source>
        <translation>Este QR code não é para pagar. Peça ao cliente que abra o pagamento no app.</translation>
    </message>
    <message>
        <source>This account cannot be used here. Ask for another, or go on without it.</source>
        <translation>Esta conta não pode ser usada aqui. Peça outra, ou siga sem ela.</translation>
    </message>
    <message>
        <source>This account is in another currency. Choose another account.</source>
        <translation>Esta conta está em outra moeda. Escolha outra conta.</translation>
    </message>
    <message>
        <source>This code is no longer accepted. Send a new one.</source>
        <translation>Este código não vale mais. Envie um novo.</translation>
    </message>
    <message>
        <source>This confirmation is over. Send a new code, or go on without it.</source>
        <translation>Esta confirmação acabou. Envie um código novo, ou siga sem ele.</translation>
    </message>
    <message>
        <source>This coupon is over, or has not begun yet. Go on without it.</source>
        <translation>Este cupom já acabou, ou ainda não começou. Siga sem ele.</translation>
    </message>
    <message>
        <source>This coupon is used up, for today or for good. Go on without it.</source>
        <translation>Este cupom já foi usado, por hoje ou de vez. Siga sem ele.</translation>
    </message>
    <message>
        <source>This customer&apos;s account is blocked. Go on without the reward.</source>
        <translation>A conta deste cliente está bloqueada. Continue sem a recompensa.</translation>
    </message>
    <message>
        <source>This gift is not set up correctly. Choose another, and tell support.</source>
        <translation>Este brinde não está bem configurado. Escolha outro e avise o suporte.</translation>
    </message>
    <message>
        <source>This payment differs from the one sent before, so none was made. Call support.</source>
        <translation>Este pagamento difere do enviado antes, e nenhum foi feito. Chame o suporte.</translation>
    </message>
    <message>
        <source>This person may not sign in any more. Choose somebody else.</source>
        <translation>Esta pessoa não pode mais entrar. Escolha outra.</translation>
    </message>
    <message>
        <source>This phone or e-mail was not accepted. Go on without the reward.</source>
        <translation>Este telefone ou e-mail não foi aceito. Continue sem a recompensa.</translation>
    </message>
    <message>
        <source>This programme does not search by that. Ask for the CPF or the e-mail.</source>
        <translation>Este programa não busca por isso. Peça o CPF ou o e-mail.</translation>
    </message>
    <message>
        <source>This reward is not available now. Choose another.</source>
        <translation>Esta recompensa não está disponível agora. Escolha outra.</translation>
    </message>
    <message>
        <source>This reward is only for the online shop. Choose another.</source>
        <translation>Esta recompensa só vale na loja on-line. Escolha outra.</translation>
    </message>
    <message>
        <source>This reward is used or over. Choose another.</source>
        <translation>Esta recompensa já foi usada ou terminou. Escolha outra.</translation>
    </message>
    <message>
        <source>This sale is already cancelled.</source>
        <translation>Esta venda já está cancelada.</translation>
    </message>
    <message>
        <source>This store does not have the gift. Choose another reward.</source>
        <translation>Esta loja não tem o brinde. Escolha outra recompensa.</translation>
    </message>
    <message>
        <source>This store is not set up for payments. Go on without it, and call support.</source>
        <translation>Esta loja não está configurada para pagamentos. Siga sem ele e chame o suporte.</translation>
    </message>
    <message>
        <source>This till cannot apply this kind of reward. Choose another.</source>
        <translation>Este caixa não aplica este tipo de recompensa. Escolha outra.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Wait a little, or let somebody else sign in.</source>
        <translation>Muitos PINs errados. Espere um pouco, ou deixe outra pessoa entrar.</translation>
    </message>
    <message>
        <source>Too many wrong codes in this store just now. Wait ten minutes, or go on without.</source>
        <translation>Houve códigos errados demais nesta loja. Aguarde dez minutos ou continue sem.</translation>
    </message>
    <message>
        <source>Too many wrong codes, so this QR code is void. Show the customer a new one.</source>
        <translation>Muitos códigos errados: este QR code não vale mais. Mostre um novo ao cliente.</translation>
    </message>
    <message>
        <source>Too many wrong codes. Points are locked for this sale: go on without them.</source>
        <translation>Códigos errados demais. Os pontos ficam travados nesta venda: continue sem eles.</translation>
    </message>
    <message>
        <source>Type the reason: it is kept with the decision.</source>
        <translation>Digite o motivo: ele fica guardado com a decisão.</translation>
    </message>
    <message>
        <source>Type your name: it is kept with the decision.</source>
        <translation>Digite seu nome: ele fica guardado com a decisão.</translation>
    </message>
</context>
<context>
    <name>Reward</name>
    <message>
        <source>Choose an amount, at most {limit} on this sale</source>
        <translation>Escolha um valor, até {limit} nesta venda</translation>
    </message>
    <message>
        <source>Coupon code…</source>
        <translation>Código de cupom…</translation>
    </message>
    <message>
        <source>Coupon {code}</source>
        <translation>Cupom {code}</translation>
    </message>
    <message>
        <source>Needs {needed} points, {short} short. Choose another.</source>
        <translation>Precisa de {needed} pontos, faltam {short}. Escolha outra.</translation>
    </message>
    <message>
        <source>Not available now. Choose another.</source>
        <translation>Não disponível agora. Escolha outra.</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>Recompensas</translation>
    </message>
    <message>
        <source>Type or scan the customer&apos;s coupon</source>
        <translation>Digite ou leia o cupom do cliente</translation>
    </message>
    <message>
        <source>Use cashback</source>
        <translation>Usar cashback</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Usar</translation>
    </message>
    <message>
        <source>adds one item to the sale</source>
        <translation>inclui um item na venda</translation>
    </message>
    <message>
        <source>after checking</source>
        <translation>após consulta</translation>
    </message>
    <message>
        <source>gift</source>
        <translation>brinde</translation>
    </message>
    <message>
        <source>{count} points</source>
        <translation>{count} pontos</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Another customer</source>
        <translation>Outro cliente</translation>
    </message>
    <message>
        <source>It is only used to find points. Without it the sale goes on.</source>
        <translation>Serve só para buscar os pontos. Sem isso a venda segue normalmente.</translation>
    </message>
    <message>
        <source>Loyalty customer?</source>
        <translation>Cliente do programa?</translation>
    </message>
    <message>
        <source>No customer found</source>
        <translation>Cliente não encontrado</translation>
    </message>
    <message>
        <source>Nobody is registered with {key}. Ask again, or go on without.</source>
        <translation>Não há cadastro com {key}. Peça de novo, ou siga sem.</translation>
    </message>
    <message>
        <source>Without customer</source>
        <translation>Sem cliente</translation>
    </message>
    <message>
        <source>{kinds} of the customer</source>
        <translation>{kinds} do cliente</translation>
    </message>
</context>
<context>
    <name>SetUp</name>
    <message>
        <source>A PIN has 4 to 8 digits.</source>
        <translation>Um PIN tem de 4 a 8 dígitos.</translation>
    </message>
    <message>
        <source>A name has up to 60 letters, and is no document, phone or e-mail.</source>
        <translation>Um nome tem até 60 letras e não é documento, telefone nem e-mail.</translation>
    </message>
    <message>
        <source>A number from 1 to 99.</source>
        <translation>Um número de 1 a 99.</translation>
    </message>
    <message>
        <source>A passphrase for the credentials</source>
        <translation>Uma frase secreta para as credenciais</translation>
    </message>
    <message>
        <source>A printer by cable is a device of this machine, as /dev/usb/lp0 or LPT1.</source>
        <translation>Uma impressora por cabo é um dispositivo desta máquina, como /dev/usb/lp0 ou LPT1.</translation>
    </message>
    <message>
        <source>A printer in the network is at an address as 192.168.0.50.</source>
        <translation>Uma impressora na rede tem um endereço como 192.168.0.50.</translation>
    </message>
    <message>
        <source>A sandbox cannot ask for the codes of a real programme.</source>
        <translation>Um ambiente de teste não pode pedir os códigos de um programa real.</translation>
    </message>
    <message>
        <source>A sandbox on this machine needs none</source>
        <translation>Um ambiente de teste nesta máquina não precisa</translation>
    </message>
    <message>
        <source>A service begins with VA and goes on with 32 digits and letters from a to f.</source>
        <translation>Um serviço começa com VA e continua com 32 dígitos e letras de a até f.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Chave da API</translation>
    </message>
    <message>
        <source>API key SID</source>
        <translation>SID da chave da API</translation>
    </message>
    <message>
        <source>API key secret</source>
        <translation>Segredo da chave da API</translation>
    </message>
    <message>
        <source>API token</source>
        <translation>Token da API</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Endereço</translation>
    </message>
    <message>
        <source>An address begins with https:// and ends with a name or a path.</source>
        <translation>Um endereço começa com https:// e termina com um nome ou caminho.</translation>
    </message>
    <message>
        <source>Anybody would try this one first. Choose another.</source>
        <translation>Qualquer um tentaria este primeiro. Escolha outro.</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Perguntando…</translation>
    </message>
    <message>
        <source>At least 16 characters.</source>
        <translation>Pelo menos 16 caracteres.</translation>
    </message>
    <message>
        <source>At least 8 characters.</source>
        <translation>Pelo menos 8 caracteres.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>Business key</source>
        <translation>Chave da empresa (business key)</translation>
    </message>
    <message>
        <source>By cable</source>
        <translation>Por cabo</translation>
    </message>
    <message>
        <source>Code of the store</source>
        <translation>Código da loja</translation>
    </message>
    <message>
        <source>Code of the till</source>
        <translation>Código do caixa</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Códigos</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexão</translation>
    </message>
    <message>
        <source>Credentials</source>
        <translation>Credenciais</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moeda</translation>
    </message>
    <message>
        <source>Customer&apos;s screen</source>
        <translation>Tela do cliente</translation>
    </message>
    <message>
        <source>Does it work?</source>
        <translation>Está funcionando?</translation>
    </message>
    <message>
        <source>Go on anyway</source>
        <translation>Avançar assim mesmo</translation>
    </message>
    <message>
        <source>How amounts are written</source>
        <translation>Como se escrevem os valores</translation>
    </message>
    <message>
        <source>How is Twilio Verify reached?</source>
        <translation>Como se chega ao Twilio Verify?</translation>
    </message>
    <message>
        <source>How is {provider} reached?</source>
        <translation>Como se chega ao {provider}?</translation>
    </message>
    <message>
        <source>Identity key</source>
        <translation>Chave de identidade</translation>
    </message>
    <message>
        <source>In the network</source>
        <translation>Na rede</translation>
    </message>
    <message>
        <source>In which language does the till speak?</source>
        <translation>Em que idioma o caixa fala?</translation>
    </message>
    <message>
        <source>Is everything right?</source>
        <translation>Está tudo certo?</translation>
    </message>
    <message>
        <source>Is there a receipt printer?</source>
        <translation>Há uma impressora de recibos?</translation>
    </message>
    <message>
        <source>Is there a second screen for the customer?</source>
        <translation>Há uma segunda tela para o cliente?</translation>
    </message>
    <message>
        <source>It is being looked up where this system keeps secrets…</source>
        <translation>Verificando onde este sistema guarda segredos…</translation>
    </message>
    <message>
        <source>It shows the customer what is sold, the total and the points.</source>
        <translation>Ela mostra ao cliente os itens, o total e os pontos.</translation>
    </message>
    <message>
        <source>Kept. Type only to replace it.</source>
        <translation>Guardado. Digite só para trocar.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Sair</translation>
    </message>
    <message>
        <source>Location key</source>
        <translation>Chave da loja (location key)</translation>
    </message>
    <message>
        <source>Loyalty programme</source>
        <translation>Programa de fidelidade</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gerente</translation>
    </message>
    <message>
        <source>Name of the store</source>
        <translation>Nome da loja</translation>
    </message>
    <message>
        <source>Name of the till</source>
        <translation>Nome do caixa</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Avançar</translation>
    </message>
    <message>
        <source>Next without trying</source>
        <translation>Avançar sem testar</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Não</translation>
    </message>
    <message>
        <source>Nobody signs in at this till</source>
        <translation>Ninguém precisa entrar neste caixa</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhuma</translation>
    </message>
    <message>
        <source>OAuth client id</source>
        <translation>ID de cliente OAuth</translation>
    </message>
    <message>
        <source>PIN, 4 to 8 digits</source>
        <translation>PIN, de 4 a 8 dígitos</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase secreta</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>Impressora</translation>
    </message>
    <message>
        <source>Programme</source>
        <translation>Programa</translation>
    </message>
    <message>
        <source>Receipt printer</source>
        <translation>Impressora de recibos</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>Reiniciar agora</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Salvar</translation>
    </message>
    <message>
        <source>Save and open the till</source>
        <translation>Salvar e abrir o caixa</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>Salvar as configurações</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Salvando…</translation>
    </message>
    <message>
        <source>Second screen</source>
        <translation>Segunda tela</translation>
    </message>
    <message>
        <source>Setting up the till</source>
        <translation>Preparação do caixa</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Configurações</translation>
    </message>
    <message>
        <source>Signing in</source>
        <translation>Entrada no caixa</translation>
    </message>
    <message>
        <source>Something went wrong. Try it once more.</source>
        <translation>Algo deu errado. Tente mais uma vez.</translation>
    </message>
    <message>
        <source>Store and till</source>
        <translation>Loja e caixa</translation>
    </message>
    <message>
        <source>The codes of store and till begin each sale&apos;s number and go to the programme.</source>
        <translation>Os códigos da loja e do caixa iniciam o número de cada venda e vão para o programa.</translation>
    </message>
    <message>
        <source>The credentials are kept encrypted by this system, and never in a file that can be read.</source>
        <translation>As credenciais ficam cifradas neste sistema, nunca em um arquivo que se possa ler.</translation>
    </message>
    <message>
        <source>The credentials could not be kept.</source>
        <translation>As credenciais não puderam ser guardadas.</translation>
    </message>
    <message>
        <source>The credentials of this till lie in an encrypted file. Its passphrase opens it.</source>
        <translation>As credenciais deste caixa estão em um arquivo cifrado, que a frase secreta abre.</translation>
    </message>
    <message>
        <source>The identity key is the same at every till of the brand, and never changes.</source>
        <translation>A chave de identidade é a mesma em todos os caixas da marca e nunca muda.</translation>
    </message>
    <message>
        <source>The manager could not be kept.</source>
        <translation>O gerente não pôde ser cadastrado.</translation>
    </message>
    <message>
        <source>The manager signs in with a PIN, lets others in, and approves what needs it.</source>
        <translation>O gerente entra com um PIN, cadastra os outros e autoriza o que precisa de autorização.</translation>
    </message>
    <message>
        <source>The manager&apos;s name</source>
        <translation>Nome do gerente</translation>
    </message>
    <message>
        <source>The merchant&apos;s account</source>
        <translation>Conta do lojista</translation>
    </message>
    <message>
        <source>The merchant&apos;s send profile</source>
        <translation>Perfil de envio do lojista</translation>
    </message>
    <message>
        <source>The programme itself</source>
        <translation>O próprio programa</translation>
    </message>
    <message>
        <source>The same PIN again</source>
        <translation>O mesmo PIN outra vez</translation>
    </message>
    <message>
        <source>The same passphrase again</source>
        <translation>A mesma frase secreta outra vez</translation>
    </message>
    <message>
        <source>The settings are saved</source>
        <translation>As configurações estão salvas</translation>
    </message>
    <message>
        <source>The settings could not be written.</source>
        <translation>As configurações não puderam ser gravadas.</translation>
    </message>
    <message>
        <source>The standard address</source>
        <translation>O endereço padrão</translation>
    </message>
    <message>
        <source>The standard one, unless another is typed</source>
        <translation>O padrão, se nada for digitado</translation>
    </message>
    <message>
        <source>The till asks the programme something harmless: no customer is looked up, and nothing is redeemed.</source>
        <translation>O caixa faz ao programa uma pergunta inofensiva: nenhum cliente é consultado e nada é resgatado.</translation>
    </message>
    <message>
        <source>The till opens…</source>
        <translation>O caixa está abrindo…</translation>
    </message>
    <message>
        <source>The two are not the same. Type both again.</source>
        <translation>As duas não são iguais. Digite ambas outra vez.</translation>
    </message>
    <message>
        <source>There is a blank or a strange character in it. Copy it once more.</source>
        <translation>Há um espaço ou um caractere estranho. Copie mais uma vez.</translation>
    </message>
    <message>
        <source>They hold from the next start of the till.</source>
        <translation>Valem a partir do próximo início do caixa.</translation>
    </message>
    <message>
        <source>This is made of digits only.</source>
        <translation>Só tem dígitos.</translation>
    </message>
    <message>
        <source>This is needed.</source>
        <translation>É necessário preencher.</translation>
    </message>
    <message>
        <source>This machine&apos;s system keeps no secrets. The credentials go into an encrypted file instead, which this passphrase opens at each start. Write it down and lock it away: nobody can find it again.</source>
        <translation>O sistema desta máquina não guarda segredos. As credenciais vão para um arquivo cifrado, que esta frase secreta abre a cada início. Anote-a e guarde-a trancada: ninguém consegue recuperá-la.</translation>
    </message>
    <message>
        <source>This passphrase does not open the file. Type it again.</source>
        <translation>Esta frase secreta não abre o arquivo. Digite outra vez.</translation>
    </message>
    <message>
        <source>Tills of the store</source>
        <translation>Caixas da loja</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Testar de novo</translation>
    </message>
    <message>
        <source>Try it now</source>
        <translation>Testar agora</translation>
    </message>
    <message>
        <source>Up to 8 letters and digits, as L01.</source>
        <translation>Até 8 letras e dígitos, como L01.</translation>
    </message>
    <message>
        <source>Verify service</source>
        <translation>Serviço do Verify</translation>
    </message>
    <message>
        <source>Where the printer is</source>
        <translation>Onde está a impressora</translation>
    </message>
    <message>
        <source>Which loyalty programme does the store have?</source>
        <translation>Qual é o programa de fidelidade da loja?</translation>
    </message>
    <message>
        <source>Which store and which till is this?</source>
        <translation>Que loja e que caixa são estes?</translation>
    </message>
    <message>
        <source>Who asks the customer for a code</source>
        <translation>Quem pede o código ao cliente</translation>
    </message>
    <message>
        <source>Who is the manager of this till?</source>
        <translation>Quem é o gerente deste caixa?</translation>
    </message>
    <message>
        <source>Who sells here</source>
        <translation>Quem atende aqui</translation>
    </message>
    <message>
        <source>Whoever runs the programme has handed out an address and credentials for it.</source>
        <translation>Quem administra o programa forneceu um endereço e as credenciais.</translation>
    </message>
    <message>
        <source>With a PIN</source>
        <translation>Com PIN</translation>
    </message>
    <message>
        <source>Without one, receipts are shown on the screen and can be copied.</source>
        <translation>Sem impressora, os recibos aparecem na tela e podem ser copiados.</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Sim</translation>
    </message>
    <message>
        <source>as they are kept</source>
        <translation>como já estão guardadas</translation>
    </message>
    <message>
        <source>into the encrypted file</source>
        <translation>para o arquivo cifrado</translation>
    </message>
    <message>
        <source>into this system&apos;s keyring</source>
        <translation>para o chaveiro deste sistema</translation>
    </message>
    <message>
        <source>it answered</source>
        <translation>respondeu</translation>
    </message>
    <message>
        <source>it did not answer as it should</source>
        <translation>não respondeu como deveria</translation>
    </message>
    <message>
        <source>none: this is a sandbox</source>
        <translation>nenhuma: é um ambiente de teste</translation>
    </message>
    <message>
        <source>not tried</source>
        <translation>não testado</translation>
    </message>
    <message>
        <source>of the file that is there</source>
        <translation>do arquivo que já existe</translation>
    </message>
    <message>
        <source>opens the encrypted file at each start</source>
        <translation>abre o arquivo cifrado a cada início</translation>
    </message>
</context>
<context>
    <name>Staff</name>
    <message>
        <source>2. Check who they are: your name is kept with it.</source>
        <translation>2. Confira quem é: seu nome fica registrado.</translation>
    </message>
    <message>
        <source>A PIN has 4 to 8 digits: press Enter and type it again.</source>
        <translation>Um PIN tem de 4 a 8 dígitos: tecle Enter e digite de novo.</translation>
    </message>
    <message>
        <source>A manager types their PIN. Esc goes back.</source>
        <translation>Um gerente digita o PIN. Esc volta.</translation>
    </message>
    <message>
        <source>A manager&apos;s approval</source>
        <translation>Autorização de um gerente</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Autorizar</translation>
    </message>
    <message>
        <source>Approved by {name}</source>
        <translation>Autorizado por {name}</translation>
    </message>
    <message>
        <source>Cashier</source>
        <translation>Caixa</translation>
    </message>
    <message>
        <source>Checking the PIN…</source>
        <translation>Verificando o PIN…</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Apagar</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>Olhar de novo</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>Gerente</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN of {name}</source>
        <translation>PIN de {name}</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Pessoas</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Entrar</translation>
    </message>
    <message>
        <source>Too many wrong PINs. {name} can try again in {time}.</source>
        <translation>Muitos PINs errados. {name} pode tentar de novo em {time}.</translation>
    </message>
    <message>
        <source>Unlock the keys</source>
        <translation>Destrancar as chaves</translation>
    </message>
    <message>
        <source>Who is at the till?</source>
        <translation>Quem está no caixa?</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Code</source>
        <translation>Código</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Redeemed</source>
        <translation>Resgate</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>Recompensa</translation>
    </message>
</context>
<context>
    <name>Support</name>
    <message>
        <source>Being written: selling goes on meanwhile.</source>
        <translation>Gravando: as vendas continuam enquanto isso.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fechar</translation>
    </message>
    <message>
        <source>File for support</source>
        <translation>Arquivo para o suporte</translation>
    </message>
    <message>
        <source>It could not be written: {reason}</source>
        <translation>Não foi possível gravar: {reason}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Abrir a pasta</translation>
    </message>
    <message>
        <source>Written. Send this file to whoever supports the till: logs, versions, what is open, settings. Personal data and keys were taken out.</source>
        <translation>Gravado. Envie este arquivo a quem dá suporte ao caixa: registros, versões, pendências, configurações. Dados pessoais e chaves foram retirados.</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>After confirmation {amount}</source>
        <translation>Depois de confirmado {amount}</translation>
    </message>
    <message>
        <source>Cashback</source>
        <translation>Cashback</translation>
    </message>
    <message>
        <source>Discount at the till</source>
        <translation>Desconto no caixa</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>Recompensa</translation>
    </message>
    <message>
        <source>To pay</source>
        <translation>A pagar</translation>
    </message>
    <message>
        <source>{reward} redeemed</source>
        <translation>{reward} · resgatado</translation>
    </message>
    <message>
        <source>{reward}, not confirmed, not taken off yet</source>
        <translation>{reward}, sem confirmação, ainda não descontado</translation>
    </message>
    <message>
        <source>{reward}, waiting for the code, not taken off yet</source>
        <translation>{reward}, aguardando o código, ainda não descontado</translation>
    </message>
</context>
<context>
    <name>Trial</name>
    <message>
        <source>It answered in {time} ms: address and credentials are right.</source>
        <translation>Respondeu em {time} ms: endereço e credenciais estão certos.</translation>
    </message>
    <message>
        <source>It answered, but this machine&apos;s clock is {seconds} seconds off. Set it, or switch on the system&apos;s time synchronisation.</source>
        <translation>Respondeu, mas o relógio desta máquina está {seconds} segundos errado. Acerte-o ou ligue a sincronização de horário do sistema.</translation>
    </message>
    <message>
        <source>It answered: everything is right.</source>
        <translation>Respondeu: está tudo certo.</translation>
    </message>
    <message>
        <source>It is there, and has trouble of its own just now. Try again in a minute, or go on: the till sells meanwhile.</source>
        <translation>Ele está lá, mas com problemas próprios agora. Tente de novo em um minuto ou avance: o caixa vende enquanto isso.</translation>
    </message>
    <message>
        <source>It refuses these credentials. Go back and copy them once more, or ask the programme whether they are for this address.</source>
        <translation>Ele recusa estas credenciais. Volte e copie-as mais uma vez, ou pergunte ao programa se são deste endereço.</translation>
    </message>
    <message>
        <source>It took too long to answer. Try again; if it stays so, the line is too slow.</source>
        <translation>Demorou demais para responder. Tente de novo; se continuar assim, a linha é lenta demais.</translation>
    </message>
    <message>
        <source>Its certificate is not trusted. Check the address; if the store&apos;s network looks into connections, have its certificate installed on this machine.</source>
        <translation>O certificado não é confiável. Verifique o endereço; se a rede da loja inspeciona conexões, peça que o certificado dela seja instalado nesta máquina.</translation>
    </message>
    <message>
        <source>Its certificate is not valid today. Check date and time of this machine first, then ask the programme.</source>
        <translation>O certificado não vale hoje. Verifique primeiro a data e a hora desta máquina, depois pergunte ao programa.</translation>
    </message>
    <message>
        <source>Nobody can be reached there. Check the address, the network cable, and whether a firewall lets the till out.</source>
        <translation>Ninguém atende nesse endereço. Verifique o endereço, o cabo de rede e se um firewall deixa o caixa sair.</translation>
    </message>
    <message>
        <source>Something answers there, but not this programme. Check the address, down to its last part.</source>
        <translation>Algo responde nesse endereço, mas não este programa. Verifique o endereço até a última parte.</translation>
    </message>
    <message>
        <source>There are no credentials for it. Go back and type them.</source>
        <translation>Não há credenciais para ele. Volte e digite-as.</translation>
    </message>
    <message>
        <source>There is no such address. Check how it is written, and whether this machine is in the network.</source>
        <translation>Esse endereço não existe. Verifique como está escrito e se esta máquina está na rede.</translation>
    </message>
    <message>
        <source>With these answers it cannot be asked. Go back and look through them.</source>
        <translation>Com estas respostas não dá para perguntar. Volte e confira-as.</translation>
    </message>
</context>
<context>
    <name>Unlock</name>
    <message>
        <source>Opening…</source>
        <translation>Abrindo…</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Frase secreta</translation>
    </message>
    <message>
        <source>The passphrase opens the file with the till&apos;s credentials.</source>
        <translation>A frase secreta abre o arquivo com as credenciais do caixa.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Destrancar</translation>
    </message>
    <message>
        <source>Unlock the keys</source>
        <translation>Destrancar as chaves</translation>
    </message>
</context>
</TS>
