package io.throughline.inference.engine.gpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The emulator refuses what hardware may let pass. */
class PtxEmulatorTest {

  private static final String HEAD =
      """
      .version 8.0
      .target sm_75
      .address_size 64
      .visible .entry k(
      	.param .u64 k_param_0
      )
      {
      	.reg .pred 	%p<3>;
      	.reg .b32 	%r<9>;
      	.reg .b64 	%rd<9>;
      	.shared .align 4 .b8 s[256];
      	ld.param.u64 	%rd1, [k_param_0];
      	mov.u32 	%r1, %tid.x;
      	mul.wide.u32 	%rd2, %r1, 4;
      	add.s64 	%rd3, %rd1, %rd2;
      	mov.u64 	%rd4, s;
      	add.s64 	%rd5, %rd4, %rd2;
      """;
  private static final String TAIL = "\tret;\n\n}\n";

  private final DeviceHeap heap = new DeviceHeap(1 << 20);
  private final long address = heap.allocate(64 * 4);

  @Test
  void threadsWriteWhereTheyShould() {
    run("\tst.global.u32 \t[%rd3], %r1;\n");

    assertThat(heap.memory().getInt(heap.locate(address + 4 * 63, 4))).isEqualTo(63);
  }

  @Test
  void accessBeyondAnAllocationFails() {
    assertThatThrownBy(() -> run("\tst.global.u32 \t[%rd3+4], %r1;\n"))
        .hasMessageContaining("beyond an allocation");
  }

  @Test
  void accessBeyondSharedMemoryFails() {
    assertThatThrownBy(() -> run("\tst.shared.u32 \t[%rd5+4], %r1;\n"))
        .hasMessageContaining("beyond shared memory");
  }

  @Test
  void unalignedAccessFails() {
    assertThatThrownBy(() -> run("\tld.global.v2.u32 \t{%r2, %r3}, [%rd3];\n"))
        .hasMessageContaining("no multiple");
  }

  @Test
  void aBarrierThatSomeThreadsMissFails() {
    String body =
        """
        	setp.lt.u32 	%p1, %r1, 32;
        	@%p1 bra 	$end;
        	bar.sync 	0;
        $end:
        """;

    assertThatThrownBy(() -> run(body)).hasMessageContaining("has ended while others wait");
  }

  @Test
  void aBarrierThatIsMissingShows() {
    String neighbour =
        """
        	st.shared.u32 	[%rd5], %r1;
        	BARRIER
        	xor.b32 	%r2, %r1, 1;
        	mul.wide.u32 	%rd6, %r2, 4;
        	add.s64 	%rd7, %rd4, %rd6;
        	ld.shared.u32 	%r3, [%rd7];
        	st.global.u32 	[%rd3], %r3;
        """;

    run(neighbour.replace("BARRIER", "bar.sync 	0;"));
    assertThat(neighboursAreRight()).isTrue();
    run(neighbour.replace("\tBARRIER\n", ""));
    assertThat(neighboursAreRight()).isFalse();
  }

  private boolean neighboursAreRight() {
    for (int i = 0; i < 64; i++) {
      if (heap.memory().getInt(heap.locate(address + 4 * i, 4)) != (i ^ 1)) {
        return false;
      }
    }
    return true;
  }

  @Test
  void anInstructionThatItDoesNotKnowIsNamed() {
    assertThatThrownBy(() -> run("\tsin.approx.f32 \t%r2, %r3;\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sin");
  }

  private void run(String body) {
    PtxEntry entry = PtxModule.read(HEAD + body + TAIL).get("k");
    ByteBuffer parameters = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    parameters.putLong(0, address);
    new PtxBlock(entry, heap, parameters, new Grid(1, 1, 64, 0), 0, 0).run(entry.code());
  }
}
