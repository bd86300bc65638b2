// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import care.MessagePage;
import care.Problem_Exception;
import care.SocialCare;
import care.SocialCareService;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import javax.xml.ws.BindingProvider;

/** An agent works a ticket by the stubs that wsimport made: Desk WSDL LOGIN KEY. */
public class Desk {
    public static void main(String[] arguments) throws Exception {
        SocialCare desk =
            new SocialCareService(new URL(arguments[0])).getSocialCareSoap11();
        Map<String, Object> context = ((BindingProvider) desk).getRequestContext();
        context.put(BindingProvider.USERNAME_PROPERTY, arguments[1]);
        context.put(BindingProvider.PASSWORD_PROPERTY, arguments[2]);
        say("state", desk.setAgentState("available", null, null).getState());
        int ticket = desk.takeNextWork("next-1").getTicketId().intValue();
        MessagePage page = desk.listMessages(ticket, null, null);
        say("message", page.getMessages().get(0).getText());
        for (int time = 0; time < 2; time++) {
            say("reply", reply(desk, ticket, page.getCursor()));
        }
        say("closed", desk.closeTicket(ticket, null, null).isIsClosed());
        try {
            desk.getBoard();
        } catch (Problem_Exception refusal) {
            say("refused", refusal.getFaultInfo().getCode());
        }
    }

    private static Object reply(SocialCare desk, int ticket, String known)
        throws Problem_Exception {
        return desk
            .sendReply(
                ticket, "On its way.", null, null, Collections.emptyList(), known, null,
                "reply-1")
            .getReplyId();
    }

    private static void say(String name, Object value) {
        System.out.println(name + "=" + value);
    }
}
