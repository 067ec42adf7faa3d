package io.throughline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerTest {

  @Test
  void anAdminIsAMemberToo() {
    Caller admin = new Caller("127.0.0.1", true, false);

    assertThat(admin.isUserInRole("admin")).isTrue();
    assertThat(admin.isUserInRole("member")).isTrue();
    assertThat(admin.isUserInRole("owner")).isFalse();
    assertThat(admin.role()).isEqualTo("admin");
  }

  @Test
  void aMemberIsNoAdmin() {
    Caller member = new Caller("192.0.2.7", false, true);

    assertThat(member.isUserInRole("admin")).isFalse();
    assertThat(member.isUserInRole("member")).isTrue();
    assertThat(member.role()).isEqualTo("member");
    assertThat(member.getUserPrincipal().getName()).isEqualTo("192.0.2.7");
    assertThat(member.isSecure()).isTrue();
  }
}
